using System.Globalization;
using System.Text.Json;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Reads a new user from the claims of a token. Values that do not fit are truncated or omitted, so that no name prevents a sign-in.
/// </summary>
public static class NewUserClaims
{
    private const int MaxName = 200;
    private const int MaxEmail = 320;

    public static NewUser Read(string userId, JsonElement claims, AuthOptions options)
    {
        var first = Name(claims, options.GivenNameClaim);
        var last = Name(claims, options.FamilyNameClaim);
        var display = Name(claims, options.NameClaim) ?? Cut($"{first} {last}") ?? userId;
        var email = Text(claims, options.EmailClaim);
        return new NewUser(userId, display, first, last, email?.Length <= MaxEmail ? email : null);
    }

    private static string? Name(JsonElement claims, string claim) => Text(claims, claim) is { } text ? Cut(text) : null;

    private static string? Text(JsonElement claims, string claim)
    {
        if (!claims.TryReadString(claim, out var value) || value is null)
            return null;
        var text = string.Concat(value.Where(c => !IsControl(c))).Trim();
        return text.Length > 0 ? text : null;
    }

    /// <summary>Returns at most 200 characters without half a surrogate pair at the end; null if nothing is left.</summary>
    private static string? Cut(string text)
    {
        var length = Math.Min(text.Length, MaxName);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
            length--;
        var cut = text[..length].Trim();
        return cut.Length > 0 ? cut : null;
    }

    private static bool IsControl(char c) => char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
