using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Makes ids of users from what a provider calls them. Two names never give one id: what had to be changed ends in a hash of the
/// original, and so does a name that already looks as if it did.
/// </summary>
public static class UserIds
{
    private static readonly Regex NotAllowed = new("[^A-Za-z0-9._@-]");
    private static readonly Regex LooksMade = new(@"-[0-9a-f]{16}\z");

    private const int HashLength = 16;

    /// <summary>The name itself where it is a well-formed id, else the name with '-' for what is not allowed and a hash after it.</summary>
    public static string FromClaim(string name)
    {
        if (IsId(name) && !LooksMade.IsMatch(name))
            return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength];
        var kept = NotAllowed.Replace(name, "-");
        return $"{kept[..Math.Min(kept.Length, IdFormat.MaxLength - HashLength - 1)]}-{hash}";
    }

    /// <summary>Whether a user may have this id: its alphabet and length, and none that a path of ours means otherwise.</summary>
    public static bool IsId(string text) =>
        IdFormat.HasAccountAlphabet(text)
        && text.Any(c => c != '.')
        && !text.Equals("me", StringComparison.OrdinalIgnoreCase)
        && !text.Equals("options", StringComparison.OrdinalIgnoreCase);
}
