using System.Globalization;
using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>What counts as an integer: JSON knows only numbers, so 1, 1.0 and 1e0 are the same; forms send "1".</summary>
internal static class JsonInteger
{
    /// <summary>Null where it is not an integer of 32 bits.</summary>
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
