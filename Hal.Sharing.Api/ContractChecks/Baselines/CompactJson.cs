using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.ContractChecks.Baselines;

/// <summary>Writes JSON for reviews: one line for each link, form field or member, and not one for each bracket.</summary>
internal static class CompactJson
{
    private const int Width = 140;
    private const int Indentation = 2;

    /// <summary>Objects up to this depth, counted from 0, have a line for each member even if they would fit on one.</summary>
    private const int OpenDepth = 1;

    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, depth: 0, used: 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode node, int depth, int used)
    {
        var line = OneLine(node);
        if (node is JsonValue || IsEmpty(node) || (depth > OpenDepth && depth * Indentation + used + line.Length < Width))
        {
            text.Append(line);
            return;
        }
        var (open, close) = node is JsonObject ? ('{', '}') : ('[', ']');
        text.Append(open);
        var separator = "";
        foreach (var (name, value) in Children(node))
        {
            var start = name is null ? "" : $"{Quoted(name)}: ";
            text.Append(separator).Append('\n').Append(' ', (depth + 1) * Indentation).Append(start);
            Write(text, value, depth + 1, start.Length);
            separator = ",";
        }
        text.Append('\n').Append(' ', depth * Indentation).Append(close);
    }

    private static string OneLine(JsonNode node) => node switch
    {
        JsonObject when !IsEmpty(node) =>
            $"{{{string.Join(", ", Children(node).Select(child => $"{Quoted(child.Name!)}: {OneLine(child.Value)}"))}}}",
        JsonArray => $"[{string.Join(", ", Children(node).Select(child => OneLine(child.Value)))}]",
        _ => node.ToJsonString(Format),
    };

    private static IEnumerable<(string? Name, JsonNode Value)> Children(JsonNode node) => node is JsonObject members
        ? members.Select(member => ((string?)member.Key, member.Value!))
        : node.AsArray().Select(item => ((string?)null, item!));

    private static bool IsEmpty(JsonNode node) => node is JsonObject { Count: 0 } or JsonArray { Count: 0 };

    private static string Quoted(string name) => JsonSerializer.Serialize(name, Format);
}
