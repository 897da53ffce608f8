using System.Text.Json;

namespace Hal.Sharing.Api.Problems;

/// <summary>Writes faults as <c>errors</c> of a problem: properties of the body by JSON pointer (RFC 6901), parameters by name.</summary>
internal static class ProblemErrors
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Fault> faults)
    {
        if (faults.Count == 0)
            return;
        json.WriteStartArray("errors");
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            if (fault.Location is [Fault.Body, ..])
                json.WriteString("pointer", Pointer(fault.Location.Skip(1)));
            else
                json.WriteString("parameter", $"{fault.Location[^1]}");
            json.WriteString("detail", fault.Detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Returns the pointer in its URI fragment form: <c>#/accessLevel</c>, or <c>#</c> for the whole body.</summary>
    private static string Pointer(IEnumerable<object> path) => string.Concat(path.Select(step => $"/{Escape(step)}").Prepend("#"));

    private static string Escape(object step) => step is string name
        ? Uri.EscapeDataString(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))
        : $"{step}";
}
