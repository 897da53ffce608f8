using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hal.Sharing.Api.ContractChecks;

/// <summary>Writes JSON for files that programs and people read: indented, with the same line ends everywhere.</summary>
internal static class IndentedJson
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(JsonNode node) => node.ToJsonString(Format) + "\n";
}
