namespace Hal.Sharing.Data.Statements;

/// <summary>Turns what somebody searches for into a LIKE pattern that contains it, whatever signs it holds.</summary>
internal static class SearchPattern
{
    /// <summary>The signs with a meaning in LIKE are escaped by its default escape character; letter case is the statement's business.</summary>
    public static string Containing(string? text) => text is null or ""
        ? "%"
        : $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
