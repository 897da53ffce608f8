using System.Globalization;
using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Reads integers as JSON and forms write them: 1, 1.0 and 1e0 are the same number in JSON, and forms send "1".</summary>
internal static class JsonInteger
{
    /// <summary>Returns null if the value is not a 32-bit integer.</summary>
    public static int? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt32(out var number) => number,
        JsonValueKind.Number when value.TryGetDecimal(out var number)
            && decimal.IsInteger(number) && number is >= int.MinValue and <= int.MaxValue => (int)number,
        JsonValueKind.String when int.TryParse(
            JsonText.Read(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
