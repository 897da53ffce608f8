using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Links;

/// <summary>Reads ids that somebody chooses: whatever may stand in an address as it is, and nothing that already means something there.</summary>
public static class IdFormat
{
    internal const int MaxLength = 128;

    /// <summary>The longest ID of a principal: <c>user:</c> or <c>team:</c>, then an ID.</summary>
    internal const int MaxPrincipalLength = MaxLength + 5;

    /// <summary>For clients, too: what a pattern of JavaScript and of .NET both understand, to match the whole id.</summary>
    internal const string AccountRegex = @"(?!([mM][eE]|[oO][pP][tT][iI][oO][nN][sS]|\.+)$)[A-Za-z0-9._@\-]+";

    /// <inheritdoc cref="AccountRegex"/>
    internal const string SlugRegex = @"(?!(me|options)$)[a-z0-9\-]+";

    /// <summary>The IDs of all accounts that exist or existed, as the teams API shows it.</summary>
    private const string ExistingAccountRegex = "^[A-Za-z0-9._@-]{1,128}$";

    private static readonly Regex ExistingAccountPattern = new(@"\A[A-Za-z0-9._@-]{1,128}\z");
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

    /// <summary>Returns the fault of a text that cannot be the ID of a user or team, in the words of the teams API; otherwise null.</summary>
    internal static Fault? AccountIdFault(string id, params IReadOnlyList<object> location) => ExistingAccountPattern.IsMatch(id)
        ? null
        : new(location, $"String should match pattern '{ExistingAccountRegex}'", "string_pattern_mismatch");
}
