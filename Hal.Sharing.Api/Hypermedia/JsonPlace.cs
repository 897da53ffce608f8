namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Where something is in a document, as an answer names it: names and indexes from the outside in. Names are the client's choice, so
/// each is shortened, and what is too long as a whole ends with …: otherwise 64 KB of names could be repeated in every fault.
/// </summary>
internal static class JsonPlace
{
    private const int MaxLength = 200;

    /// <summary>Returns the steps that an answer names.</summary>
    /// <param name="steps">Names as strings, indexes as integers.</param>
    public static IReadOnlyList<object> Of(IEnumerable<object> steps)
    {
        var (place, length) = (new List<object>(), 0);
        foreach (var step in steps)
        {
            var shown = step is string name ? Truncate.Text(name) : step;
            length += shown is string text ? text.Length : 1;
            if (length > MaxLength)
                return [.. place, "…"];
            place.Add(shown);
        }
        return place;
    }

    /// <summary>Returns the place as an RFC 6901 JSON pointer in its URI fragment form.</summary>
    public static string Pointer(IReadOnlyList<object> place) => string.Concat(place.Select(step => $"/{Escape(step)}").Prepend("#"));

    private static string Escape(object step) => step is string name
        ? Uri.EscapeDataString(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))
        : $"{step}";
}
