using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Reads <c>Prefer: transclude=…</c> (RFC 7240): the relations whose targets a client wants embedded. Several stand in one quoted
/// value, parted by semicolons, commas or spaces. A relation with a colon is no token and would need quotes; clients forget them, and
/// are understood.
/// </summary>
internal static class Preference
{
    // A value ends at a comma outside of quotes; what stands behind a semicolon belongs to it. Without backtracking: a header of nothing
    // but letters, tried again from each of them, would keep a server busy for seconds.
    private static readonly Regex Preferences = new(
        """(?<name>[^=,;\s"]+)\s*=\s*(?<value>("[^"]*"?|[^,"])*)""", RegexOptions.NonBacktracking);

    public const string Transclude = "transclude";

    /// <summary>More would be a request of its own kind.</summary>
    private const int MaxRelations = 8;

    public static IReadOnlyList<string> Transcluded(StringValues prefer) =>
    [
        .. from field in prefer
           where field is not null
           from Match preference in Preferences.Matches(field)
           where preference.Groups["name"].Value.Equals(Transclude, StringComparison.OrdinalIgnoreCase)
           from rel in preference.Groups["value"].Value.Split(['"', '\'', ';', ',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
           select rel,
    ];

    /// <summary>The first of them, each once.</summary>
    public static IEnumerable<string> Few(IReadOnlyList<string> relations) => relations.Distinct(StringComparer.Ordinal).Take(MaxRelations);
}
