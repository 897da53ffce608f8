using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.ContractChecks.Shapes;

/// <summary>Tells addresses and names that stay from those with IDs and tokens that a server generates.</summary>
internal static class Address
{
    private static readonly Regex Generated = new("""
        ^(?:\w+:)?(?:
          [0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}
        | [0-7][0-9A-HJKMNP-TV-Z]{25}
        | (?=[^0-9]*[0-9])(?=[^a-fA-F]*[a-fA-F])[0-9a-fA-F]{24,}
        | (?=[^0-9]*[0-9])(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])[A-Za-z0-9_-]{20,}=*
        )$
        """, RegexOptions.IgnorePatternWhitespace);

    /// <summary>Returns the path of a document that has the same address on a server started anew with the same data, or null.</summary>
    public static string? Stable(Uri address) =>
        address.Query.Length == 0 && !address.Segments.Any(segment => IsGenerated(segment.Trim('/'))) ? address.AbsolutePath : null;

    /// <summary>Returns the address of a profile or a curie as the baseline has it: without this server's own origin.</summary>
    public static string Portable(Uri server, string href) =>
        Uri.TryCreate(href, UriKind.Absolute, out var absolute)
        && absolute.Authority == server.Authority && absolute.Scheme == server.Scheme
            ? absolute.PathAndQuery
            : href;

    /// <summary>Returns <c>{id}</c> for a generated value, otherwise the value.</summary>
    public static string WithoutId(string value) => IsGenerated(value) ? "{id}" : value;

    /// <summary>Whether a value is a UUID, a ULID, or looks like hexadecimal of 12 bytes or base64 of 15 bytes, or more.</summary>
    public static bool IsGenerated(string value) => Generated.IsMatch(value);
}
