using System.Globalization;
using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Shapes;

namespace Hal.Sharing.Api.ContractChecks.Snapshots;

/// <summary>
/// The text of a snapshot: indented, members in the order of the document, and generated values numbered as Verify does
/// (<c>Guid_1</c>, <c>DateTimeOffset_1</c>), so that equal values stay equal.
/// </summary>
internal static class SnapshotText
{
    public static string Of(ReadOnlyMemory<byte> document) => IndentedJson.Write(Scrub(JsonNode.Parse(document.Span), [])!);

    private static JsonNode? Scrub(JsonNode? node, Dictionary<string, string> names) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Scrub(member.Value, names)))),
        JsonArray items => new JsonArray([.. items.Select(item => Scrub(item, names))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Scrub(text, names)),
        _ => node?.DeepClone(),
    };

    private static string Scrub(string text, Dictionary<string, string> names) =>
        Guid.TryParseExact(text, "D", out _) ? Numbered("Guid", text, names)
        : IsTime(text) ? Numbered("DateTimeOffset", text, names)
        : Address.IsGenerated(text) ? Numbered("Token", text, names)
        : text.Contains('/', StringComparison.Ordinal) ? ScrubAddress(text, names)
        : text;

    /// <summary>Scrubs the segments of an address and the values of its query.</summary>
    private static string ScrubAddress(string text, Dictionary<string, string> names)
    {
        var parts = text.Split('?', 2);
        var path = string.Join('/', parts[0].Split('/').Select(segment => Address.IsGenerated(segment) ? Scrub(segment, names) : segment));
        if (parts.Length == 1)
            return path;
        var query = parts[1].Split('&').Select(pair => pair.Split('=', 2) is [var name, var value] && Address.IsGenerated(value)
            ? $"{name}={Scrub(value, names)}"
            : pair);
        return $"{path}?{string.Join('&', query)}";
    }

    private static bool IsTime(string text) => text.Length >= 19 && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _);

    private static string Numbered(string kind, string text, Dictionary<string, string> names)
    {
        if (!names.TryGetValue(text, out var name))
            names.Add(text, name = $"{kind}_{names.Values.Count(known => known.StartsWith(kind, StringComparison.Ordinal)) + 1}");
        return name;
    }
}
