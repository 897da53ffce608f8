namespace Hal.Sharing.Api.ContractChecks.Shapes;

/// <summary>The contract of one kind of document for one user: what all of its documents have, what some have, and which.</summary>
internal sealed class KindShape(string name)
{
    private readonly SortedDictionary<string, Pin> _pins = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _documents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, KindShape> _embedded = new(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>Whether there are more documents than were read.</summary>
    public bool IsSampled { get; private init; }

    public IReadOnlyDictionary<string, Pin> Pins => _pins;

    /// <summary>The documents with stable addresses, and those units of each that it has in full but not all documents have.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Documents => _documents;

    /// <summary>The embedded documents by relation, as kinds of their own.</summary>
    public IReadOnlyDictionary<string, KindShape> Embedded => _embedded;

    /// <exception cref="InvalidOperationException">There are no documents.</exception>
    public static KindShape Of(string name, IReadOnlyCollection<DocumentShape> documents, bool isSampled)
    {
        var kind = new KindShape(name) { IsSampled = isSampled };
        foreach (var path in documents.SelectMany(document => document.Facts.Keys).Distinct())
            kind._pins.Add(path, PinOf(path, documents));
        foreach (var document in documents)
            if (document.Address is { } address && Address.Stable(address) is { } stable)
                kind.AddDocument(stable, from fact in document.Facts
                                         where fact.Value.IsAlways && Unit.ShownBy(fact.Key) is not null
                                         select Unit.ShownBy(fact.Key));
        foreach (var relation in documents.SelectMany(document => document.Embedded).ToLookup(embedded => embedded.Key))
            if (relation.SelectMany(embedded => embedded.Value).ToList() is { Count: > 0 } items)
                kind._embedded.Add(relation.Key, Of($"{name}/{relation.Key}", items, isSampled));
        return kind;
    }

    public void Add(string path, Pin pin) => _pins.Add(path, pin);

    public void Add(string relation, KindShape embedded) => _embedded.Add(relation, embedded);

    /// <summary>Adds a document with its units, of which those that all documents have are left out.</summary>
    public void AddDocument(string address, IEnumerable<string> units)
    {
        var some = units.Where(unit => !_pins[Unit.FactOf(unit)].IsAlways);
        if (_documents.TryGetValue(address, out var known))
            known.UnionWith(some);
        else
            _documents.Add(address, new SortedSet<string>(some, StringComparer.Ordinal));
    }

    /// <summary>Whether any document has a unit.</summary>
    public bool Has(string unit) => _pins.ContainsKey(Unit.FactOf(unit));

    /// <summary>Whether a document with a stable address has a unit.</summary>
    public bool Has(string address, string unit) =>
        _pins.TryGetValue(Unit.FactOf(unit), out var pin)
        && (pin.IsAlways || _documents[address].Contains(unit))
        && (Unit.OwnerOf(unit) is not { } owner || !Has(owner) || Has(address, owner));

    private static Pin PinOf(string path, IReadOnlyCollection<DocumentShape> documents)
    {
        var having = documents.Where(document => document.Facts.ContainsKey(path)).ToList();
        var owner = having[0].Facts[path].Owner;
        var pin = new Pin(isAlways: documents.All(document =>
            document.Facts.TryGetValue(path, out var fact) ? fact.IsAlways : !document.Owners.Contains(owner)));
        foreach (var document in having)
            foreach (var value in document.Facts[path].Values)
                pin.Add(value, document.Address is { } address ? Address.Stable(address) ?? address.PathAndQuery : null);
        return pin;
    }
}
