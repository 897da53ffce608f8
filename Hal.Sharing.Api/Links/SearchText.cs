namespace Hal.Sharing.Api.Links;

/// <summary>Limits what a search can look for: a long text costs the database seconds and finds nothing more.</summary>
public static class SearchText
{
    /// <summary>In Unicode code points, as PostgreSQL counts them.</summary>
    public const int MaxLength = 200;

    /// <summary>Returns what is wrong with the text; null for nothing.</summary>
    /// <param name="parameter">Its name in the query.</param>
    /// <param name="text">As it was sent.</param>
    public static string? Fault(string parameter, string text)
    {
        if (text.Contains('\0'))
            return $"{parameter} has the character U+0000; leave it out.";
        var length = text.EnumerateRunes().Count();
        return length > MaxLength ? $"{parameter} has {length} characters; send at most {MaxLength}." : null;
    }
}
