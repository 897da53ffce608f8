namespace Hal.Sharing.Api.Links;

/// <summary>Limits the text of a search: a long text costs the database seconds and finds no more.</summary>
public static class SearchText
{
    /// <summary>The limit in Unicode code points, as PostgreSQL counts them.</summary>
    public const int MaxLength = 200;

    /// <summary>Returns what is wrong with the text; null if it is valid.</summary>
    /// <param name="parameter">The name of the query parameter.</param>
    /// <param name="text">The text as it was sent.</param>
    public static string? Fault(string parameter, string text)
    {
        if (text.Contains('\0'))
            return $"{parameter} has the character U+0000; leave it out.";
        var length = text.EnumerateRunes().Count();
        return length > MaxLength ? $"{parameter} has {length} characters; send at most {MaxLength}." : null;
    }
}
