namespace Hal.Sharing.Tests.Conformance;

/// <summary>Counts which kinds of requests got which status, to show that the sequences reach every part of the API.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<(string Kind, int Status), int> _counts = [];

    public void Add(ApiRequest request, int status)
    {
        var key = (Kind(request), status);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>The kinds of requests that got 2xx.</summary>
    public IReadOnlyList<string> Succeeded =>
        [.. _counts.Keys.Where(key => key.Status is >= 200 and < 300).Select(key => key.Kind).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>How many responses had which status.</summary>
    public override string ToString() => Text(_counts);

    /// <summary>The same for each kind of request, one in each line.</summary>
    public string Details => string.Join('\n', _counts.GroupBy(count => count.Key.Kind).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Key}: {Text(group)}"));

    private static string Text(IEnumerable<KeyValuePair<(string Kind, int Status), int>> counts) => string.Join(
        ", ", counts.GroupBy(count => count.Key.Status, count => count.Value).OrderBy(group => group.Key)
            .Select(group => $"{group.Key} {group.Sum()}"));

    /// <summary>The method and the address, with * for IDs.</summary>
    private static string Kind(ApiRequest request)
    {
        var segments = request.Path.Split('/');
        int[] ids = segments is [_, _, "v1", ..] ? [4] : [3, 5];
        bool IsId((int Index, string Item) segment) =>
            ids.Contains(segment.Index) && segment.Item is not ("" or "me" or "options" or "authorized" or "delegated-token");
        var shown = segments.Index().Select(segment => IsId(segment) ? "*" : segment.Item);
        return $"{request.Method} {string.Join('/', shown)}";
    }
}
