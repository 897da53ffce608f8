using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Reads <c>Prefer: transclude=…</c> (RFC 7240): the relations whose targets a client wants to be embedded. Several relations form one
/// quoted value, separated by semicolons, commas or spaces. A relation with a colon is not a token and requires quotes, but it is also
/// accepted without them.
/// </summary>
internal static class Preference
{
    // A value ends at a comma outside of quotes and includes semicolons. With backtracking, a header of many letters would be tried again
    // from each letter and take seconds.
    private static readonly Regex Preferences = new(
        """(?<name>[^=,;\s"]+)\s*=\s*(?<value>("[^"]*"?|[^,"])*)""", RegexOptions.NonBacktracking);

    public const string Transclude = "transclude";

    /// <summary>Limits the subrequests that one request causes.</summary>
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

    /// <summary>Returns the first relations, without duplicates.</summary>
    public static IEnumerable<string> Few(IReadOnlyList<string> relations) => relations.Distinct(StringComparer.Ordinal).Take(MaxRelations);
}
