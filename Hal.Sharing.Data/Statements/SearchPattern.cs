using System.Text.RegularExpressions;

namespace Hal.Sharing.Data.Statements;

/// <summary>Makes LIKE patterns from search texts.</summary>
internal static partial class SearchPattern
{
    /// <summary>Returns a pattern that contains the text literally, with LIKE's default escape character.</summary>
    public static string Containing(string? text) => $"%{Special().Replace(text ?? "", @"\$0")}%";

    [GeneratedRegex(@"[\\%_]")]
    private static partial Regex Special();
}
