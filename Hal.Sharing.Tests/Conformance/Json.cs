using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>JSON in one line.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns an object without the members that are null.</summary>
    public static JsonObject Object(params (string Name, JsonNode? Value)[] members) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value)));

    /// <summary>Returns a link, which is templated if it has a variable.</summary>
    public static JsonObject Link(string href, string? type = null) =>
        Object(("href", href), ("templated", href.Contains('{', StringComparison.Ordinal) ? true : null), ("type", type));

    public static JsonArray Array(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);

    /// <summary>Returns JSON as people read it.</summary>
    public static string Text(JsonNode node) => node.ToJsonString(Readable);

    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
