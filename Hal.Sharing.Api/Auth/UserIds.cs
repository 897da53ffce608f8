using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Makes the IDs of users from the names that a provider gives them. Two names never make the same ID: a changed name ends in a hash of the
/// original, and so does a name that already ends in what looks like one.
/// </summary>
public static class UserIds
{
    private static readonly Regex NotAllowed = new("[^A-Za-z0-9._@-]");
    private static readonly SearchValues<char> HashCharacters = SearchValues.Create("0123456789abcdef");

    private const int HashLength = 16;

    /// <summary>Returns the name if it is a well-formed ID. Otherwise, '-' replaces other characters, and a hash follows.</summary>
    public static string FromClaim(string name)
    {
        if (IsId(name) && !LooksMade(name))
            return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength];
        var kept = NotAllowed.Replace(name, "-");
        return $"{kept[..Math.Min(kept.Length, IdFormat.MaxLength - HashLength - 1)]}-{hash}";
    }

    private static bool LooksMade(string name) =>
        name.Length > HashLength && name[^(HashLength + 1)] == '-' && !name.AsSpan(^HashLength..).ContainsAnyExcept(HashCharacters);

    /// <summary>Returns whether a user can have this ID. An ID must not be a word with another meaning in a path.</summary>
    public static bool IsId(string text) =>
        IdFormat.HasAccountAlphabet(text)
        && text.AsSpan().ContainsAnyExcept('.')
        && !text.Equals("me", StringComparison.OrdinalIgnoreCase)
        && !text.Equals("options", StringComparison.OrdinalIgnoreCase);
}
