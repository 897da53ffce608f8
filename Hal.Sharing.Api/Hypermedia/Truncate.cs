using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Shortens what a client sent, for use in a message about it.</summary>
internal static class Truncate
{
    private const int MaxLength = 60;

    public static string Text(string text)
    {
        if (text.Length <= MaxLength)
            return text;
        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>Returns the value as shortened JSON.</summary>
    public static string Json(JsonElement value) => Text(value.GetRawText());
}
