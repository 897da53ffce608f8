using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Links;

/// <summary>Reads ids that somebody chooses: whatever may stand in an address as it is, and nothing that already means something there.</summary>
public static class IdFormat
{
    internal const int MaxLength = 128;

    /// <summary>For clients, too: what a pattern of JavaScript and of .NET both understand, to match the whole id.</summary>
    internal const string AccountRegex = @"(?!([mM][eE]|[oO][pP][tT][iI][oO][nN][sS]|\.+)$)[A-Za-z0-9._@\-]+";

    /// <inheritdoc cref="AccountRegex"/>
    internal const string SlugRegex = @"(?!(me|options)$)[a-z0-9\-]+";

    private static readonly Regex AccountPattern = new("^" + AccountRegex + "$");
    private static readonly Regex IntegrationPattern = new(@"^(?!((?i:me|options)|\.+)$)[A-Za-z0-9._~-]+$");
    private static readonly Regex SlugPattern = new("^" + SlugRegex + "$");

    /// <summary>The id of a user, a client or a team; null where it is absent or faulty.</summary>
    public static string? AccountId(this DocumentReader document, string name) => document.Optional(
        name, MaxLength, pattern: AccountPattern,
        patternDescription: "1 to 128 of A-Z, a-z, 0-9 and . _ @ -, not dots only, not 'me' or 'options'");

    /// <summary>The id of an integration.</summary>
    public static string? IntegrationId(this DocumentReader document, string name) => document.Optional(
        name, MaxLength, pattern: IntegrationPattern,
        patternDescription: "1 to 128 of A-Z, a-z, 0-9 and . _ ~ -, not dots only, not 'me' or 'options'");

    /// <summary>The slug of an integration.</summary>
    public static string? Slug(this DocumentReader document, string name) => document.Optional(
        name, MaxLength, pattern: SlugPattern, patternDescription: "1 to 128 of a-z, 0-9 and -, not 'me' or 'options'");
}
