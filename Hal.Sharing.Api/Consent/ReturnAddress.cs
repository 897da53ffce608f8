using Microsoft.AspNetCore.WebUtilities;

namespace Hal.Sharing.Api.Consent;

/// <summary>Where somebody is led once he has decided: a path of this origin, or an address at an origin that is configured for it.</summary>
/// <param name="Origin">Null for our own.</param>
public sealed record ReturnAddress(string Text, string? Origin)
{
    private const int MaxLength = 2000;

    // What we add; an address that has one already could say the opposite of what was decided.
    private static readonly string[] Ours = ["outcome", "scope", "state"];

    /// <summary>Null for what may not be led to.</summary>
    public static ReturnAddress? Read(string text, ConsentOptions options)
    {
        if (text.Length > MaxLength || !ReturnPath.IsPlain(text) || Query(text).Keys.Any(name => Ours.Contains(name, StringComparer.Ordinal)))
            return null;
        if (ReturnPath.IsOurs(text))
            return new(text, null);
        // Compared as text: no two readers of addresses can differ about it.
        return options.ReturnOrigins.FirstOrDefault(origin =>
            text.StartsWith(origin, StringComparison.Ordinal) && (text.Length == origin.Length || text[origin.Length] is '/' or '?' or '#')) is { } found
            ? new(text, found)
            : null;
    }

    /// <param name="granted">What the team may do now; null where it was denied.</param>
    /// <param name="state">The caller's, unchanged; null where he sent none.</param>
    public string After(IReadOnlyList<string>? granted, string? state)
    {
        var said = new Dictionary<string, string?> { ["outcome"] = granted is null ? "denied" : "allowed" };
        if (granted is not null)
            said["scope"] = string.Join(' ', granted);
        if (state is not null)
            said["state"] = state;
        return QueryHelpers.AddQueryString(Text, said);
    }

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Query(string text)
    {
        var start = text.IndexOf('?', StringComparison.Ordinal);
        return start < 0 ? [] : QueryHelpers.ParseQuery(text[start..].Split('#')[0]);
    }
}
