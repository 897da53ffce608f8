using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Names what a client sent in a message about it, without echoing all of it.</summary>
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

    /// <summary>The value as JSON.</summary>
    public static string Json(JsonElement value) => Text(value.GetRawText());
}
