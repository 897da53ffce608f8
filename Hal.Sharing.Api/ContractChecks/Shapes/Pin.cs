namespace Hal.Sharing.Api.ContractChecks.Shapes;

/// <summary>A fact of all documents of a kind.</summary>
/// <param name="isAlways">Whether every document has it that has what it belongs to.</param>
internal sealed class Pin(bool isAlways)
{
    private readonly SortedDictionary<string, SortedSet<string>> _values = new(StringComparer.Ordinal);

    public bool IsAlways => isAlways;

    /// <summary>The values, with the addresses of documents that have them; none if they come from a baseline.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Values => _values;

    public void Add(string value, string? document = null)
    {
        if (!_values.TryGetValue(value, out var documents))
            _values.Add(value, documents = new SortedSet<string>(StringComparer.Ordinal));
        if (document is not null)
            documents.Add(document);
    }
}
