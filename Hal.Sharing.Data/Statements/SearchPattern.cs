using System.Text.RegularExpressions;

namespace Hal.Sharing.Data.Statements;

/// <summary>Makes LIKE patterns from search texts.</summary>
internal static class SearchPattern
{
    private static readonly Regex Special = new(@"[\\%_]");

    /// <summary>Returns a pattern that contains the text literally, with LIKE's default escape character.</summary>
    public static string Containing(string? text) => $"%{Special.Replace(text ?? "", @"\$0")}%";
}
