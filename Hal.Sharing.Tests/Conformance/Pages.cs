using System.Globalization;
using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>A page of a collection: limit, cursor and filters.</summary>
/// <param name="Filters">Those that are not empty, in the order of links.</param>
internal sealed record Pages(
    Session Session, string Path, int Limit, bool IsLimited, string? After, IReadOnlyList<(string Name, string Value)> Filters)
{
    /// <summary>Reads the parameters of the request; the refusal if one is faulty.</summary>
    /// <param name="limit">The default limit; negative: there is only one page.</param>
    /// <param name="filters">Their names, and the values that they can have; null for any.</param>
    public static (Pages? Pages, Answer? Refusal) Read(
        Session session, string path, int limit, params (string Name, string? Choices)[] filters)
    {
        var (faults, query) = (new List<(string Name, string Detail)>(), session.Request.Query);
        string[] known = [.. filters.Select(filter => filter.Name), .. limit < 0 ? Array.Empty<string>() : ["limit", "after"]];
        foreach (var (name, _) in query.Where(part => !known.Contains(part.Name)))
            faults.Add((name, $"Unknown parameter '{name}'; the known parameters are {string.Join(", ", known)}."));
        if (faults.Count > 0)
            return (null, Refuse(session, faults));

        string? Value(string name) => query.FirstOrDefault(part => part.Name == name).Value is { Length: > 0 } value ? value : null;
        var (sent, after) = (Value("limit"), Value("after"));
        var number = int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        if (sent is not null && number is < 1 or > 1000)
            faults.Add(("limit", $"limit is '{sent}'; send an integer from 1 to 1000, or omit it for {limit}."));
        var page = new Pages(
            session, path, sent is null ? Math.Abs(limit) : number, sent is not null, after,
            [.. filters.Where(filter => Value(filter.Name) is not null).Select(filter => (filter.Name, Value(filter.Name)!))]);
        if (after is not null && session.Bindings.Position(page.Query(path), after) is null)
            faults.Add(("after", $"after is '{Problems.Shorten(after)}', which is not a cursor of this query; "
                + "omit it for the first page, then follow the links 'next' and 'prev'."));
        foreach (var (name, choices) in filters)
            if (choices is not null && Value(name) is { } value && !choices.Split(" or ").Contains(value))
                faults.Add((name, $"{name} is '{value}'; send {choices}, or omit it for both."));
        return faults.Count == 0 ? (page, null) : (null, Refuse(session, faults));
    }

    public string? Filter(string name) => Filters.FirstOrDefault(filter => filter.Name == name).Value;

    /// <summary>Whether the text contains the search text, ignoring case.</summary>
    public bool Finds(string text) => Filter("q") is not { } q || text.Contains(q, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the document of the page, with links to its neighbors.</summary>
    /// <param name="items">All items of the collection, by ID.</param>
    /// <param name="canonical">The path of the collection, if the request can use another one.</param>
    public (Doc Document, IReadOnlyList<T> Items) Of<T>(IEnumerable<(string Id, T Item)> items, string? canonical = null)
    {
        var path = canonical ?? Path;
        var all = items.OrderBy(item => item.Id, StringComparer.Ordinal).ToList();
        var position = After is null ? null : Session.Bindings.Position(Query(Path), After);
        var before = position is null ? [] : all.Where(item => string.CompareOrdinal(item.Id, position) <= 0).ToList();
        var rest = all.Where(item => position is null || string.CompareOrdinal(item.Id, position) > 0).ToList();
        var page = rest.Take(Limit).ToList();
        var hasNext = rest.Count > page.Count;
        var document = new Doc(Address(path, After))
            .Link("first", Address(path, null), when: hasNext || position is not null)
            .Link("prev", Address(path, before.Count > Limit ? Cursor(path, before[^(Limit + 1)].Id) : null), when: position is not null)
            .Link("next", hasNext ? Address(path, Cursor(path, page[^1].Id)) : "", when: hasNext)
            .Set("count", page.Count).Set("total", all.Count);
        return (document, [.. page.Select(item => item.Item)]);
    }

    private string Cursor(string path, string position) => Unknown.Cursor(Query(path), position);

    private string Query(string path) => $"{path}?{string.Join('&', Filters.Select(filter => $"{filter.Name}={filter.Value}"))}";

    private string Address(string path, string? cursor)
    {
        var parts = Filters.Select(filter => $"{filter.Name}={Uri.EscapeDataString(filter.Value)}");
        if (IsLimited)
            parts = parts.Append($"limit={Limit}");
        if (cursor is not null)
            parts = parts.Append($"after={cursor}");
        return parts.Any() ? $"{path}?{string.Join('&', parts)}" : path;
    }

    private static Answer Refuse(Session session, List<(string Name, string Detail)> faults) => session.Problem(
        "invalid-request", faults is [var only] ? only.Detail : $"The request has {faults.Count} faults; 'errors' lists them.",
        ("errors", new JsonArray([
            .. faults.Select(fault => Json.Object(("parameter", fault.Name), ("detail", fault.Detail)))])));
}
