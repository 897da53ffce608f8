using System.Buffers;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Links;

/// <summary>
/// Reads the IDs that clients choose: path segments that need no encoding, except those that already have a meaning in an address.
/// </summary>
public static class IdFormat
{
    internal const int MaxLength = 128;

    /// <summary>The longest ID of a principal: <c>user:</c> or <c>team:</c>, then an ID.</summary>
    internal const int MaxPrincipalLength = MaxLength + 5;

    /// <summary>A pattern of the whole ID that JavaScript and .NET both understand.</summary>
    internal const string AccountRegex = @"(?!([mM][eE]|[oO][pP][tT][iI][oO][nN][sS]|\.+)$)[A-Za-z0-9._@\-]+";

    /// <inheritdoc cref="AccountRegex"/>
    internal const string SlugRegex = @"(?!(me|options)$)[a-z0-9\-]+";

    private const string AccountAlphabet = "[A-Za-z0-9._@-]{1,128}";

    private static readonly SearchValues<char> AccountCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-");
    private static readonly Regex AccountPattern = new($"^{AccountRegex}$");
    private static readonly Regex IntegrationPattern = new(@"^(?!((?i:me|options)|\.+)$)[A-Za-z0-9._~-]+$");
    private static readonly Regex SlugPattern = new($"^{SlugRegex}$");

    /// <summary>Reads the ID of a user, client or team; null if it is missing or faulty.</summary>
    public static string? AccountId(this DocumentReader document, string name) => document.Optional(
        name, MaxLength, AccountPattern, $"1 to {MaxLength} of A-Z, a-z, 0-9 and . _ @ -, not dots only, not 'me' or 'options'");

    /// <summary>Reads the ID of an integration; null if it is missing or faulty.</summary>
    public static string? IntegrationId(this DocumentReader document, string name) => document.Optional(
        name, MaxLength, IntegrationPattern, $"1 to {MaxLength} of A-Z, a-z, 0-9 and . _ ~ -, not dots only, not 'me' or 'options'");

    /// <summary>Reads the slug of an integration; null if it is missing or faulty.</summary>
    public static string? Slug(this DocumentReader document, string name) => document.Optional(
        name, MaxLength, SlugPattern, $"1 to {MaxLength} of a-z, 0-9 and -, not 'me' or 'options'");

    /// <summary>Whether the text has the alphabet and length of the ID of a user, client or team.</summary>
    internal static bool HasAccountAlphabet(string text) =>
        text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAnyExcept(AccountCharacters);

    /// <summary>Returns a fault in the words of the teams API if the text cannot be the ID of a user or team; otherwise null.</summary>
    internal static Fault? AccountIdFault(string id, params IReadOnlyList<object> location) => HasAccountAlphabet(id)
        ? null
        : new(location, $"String should match pattern '^{AccountAlphabet}$'", "string_pattern_mismatch");
}
