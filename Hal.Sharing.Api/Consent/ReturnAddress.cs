using Microsoft.AspNetCore.WebUtilities;

namespace Hal.Sharing.Api.Consent;

/// <summary>
/// The address to which a user returns after the decision: a path of this server, or an address at a configured origin.
/// </summary>
/// <param name="Origin">Null for this server.</param>
public sealed record ReturnAddress(string Text, string? Origin)
{
    private const int MaxLength = 2000;

    // The parameters that are added. An address that already has one could state the opposite of the decision.
    private static readonly string[] Added = ["outcome", "scope", "state"];

    /// <summary>Returns null if the user must not be sent to this address.</summary>
    public static ReturnAddress? Read(string text, ConsentOptions options)
    {
        if (text.Length > MaxLength || !ReturnPath.IsPlain(text) || Query(text).Keys.Any(Added.Contains))
            return null;
        if (ReturnPath.IsOurs(text))
            return new(text, null);
        return options.ReturnOrigins.FirstOrDefault(origin => IsAt(origin, text)) is { } found ? new(text, found) : null;
    }

    // Compared as text, because parsers can disagree about addresses.
    private static bool IsAt(string origin, string text) =>
        text.StartsWith(origin, StringComparison.Ordinal) && (text.Length == origin.Length || text[origin.Length] is '/' or '?' or '#');

    /// <param name="granted">What the team may do now; null if the user denied the request.</param>
    /// <param name="state">The state that the team sent, unchanged; null if there is none.</param>
    public string After(IReadOnlyList<string>? granted, string? state)
    {
        var parameters = new Dictionary<string, string?> { ["outcome"] = granted is null ? "denied" : "allowed" };
        if (granted is not null)
            parameters["scope"] = string.Join(' ', granted);
        if (state is not null)
            parameters["state"] = state;
        return QueryHelpers.AddQueryString(Text, parameters);
    }

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Query(string text)
    {
        var start = text.IndexOf('?', StringComparison.Ordinal);
        return start < 0 ? [] : QueryHelpers.ParseQuery(text[start..].Split('#')[0]);
    }
}
