using System.Diagnostics.CodeAnalysis;

namespace Hal.Sharing.Data.Access;

/// <summary>The kinds of principals that own and receive integrations.</summary>
public enum PrincipalKind
{
    User,
    Team,
}

/// <summary>The ID of a user or team that owns or receives: <c>user:&lt;userId&gt;</c> or <c>team:&lt;teamId&gt;</c>.</summary>
public readonly record struct PrincipalId(PrincipalKind Kind, string Id)
{
    private const string UserPrefix = "user:";
    private const string TeamPrefix = "team:";

    public static PrincipalId User(string userId) => new(PrincipalKind.User, userId);

    public static PrincipalId Team(string teamId) => new(PrincipalKind.Team, teamId);

    /// <summary>Splits a stored ID; only well-formed ones are stored.</summary>
    public static PrincipalId Parse(string principalId) =>
        TryParse(principalId, out var parsed) ? parsed.Value : throw new FormatException($"'{principalId}' names no principal.");

    /// <summary>Returns false for anything but a known prefix and a non-empty ID; the principal need not exist.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PrincipalId? principal)
    {
        principal = text switch
        {
            { Length: > 5 } when text.StartsWith(UserPrefix, StringComparison.Ordinal) => User(text[UserPrefix.Length..]),
            { Length: > 5 } when text.StartsWith(TeamPrefix, StringComparison.Ordinal) => Team(text[TeamPrefix.Length..]),
            _ => null,
        };
        return principal is not null;
    }

    public override string ToString() => (Kind == PrincipalKind.User ? UserPrefix : TeamPrefix) + Id;
}
