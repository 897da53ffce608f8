namespace Hal.Sharing.Data.Access;

/// <summary>The ways in which a user can reach an integration. The numbers order the paths of a user.</summary>
public enum AccessVia
{
    Owner,
    OwningTeam,
    Share,
    TeamShare,
    Superuser,
}

/// <summary>One way in which a user reaches an integration: what must be removed to close it.</summary>
/// <param name="PrincipalId">The owner, the owning team or the recipient of the share; null for a superuser.</param>
/// <param name="Role">The user's role in that team; null if no team is on the path.</param>
/// <param name="ShareLevel">The level of the share as it was sent; null if no share is on the path.</param>
/// <param name="IsVisible">Whether the reader can see what is behind it: a membership is hidden from other users.</param>
public sealed record AccessPath(AccessVia Via, string? PrincipalId, TeamRole? Role, int? ShareLevel, bool IsVisible = true)
{
    /// <summary>What the path alone contributes to the decision.</summary>
    internal AccessTies Ties => Via switch
    {
        AccessVia.Owner => new(false, IntegrationFacts.Owner),
        AccessVia.OwningTeam => new(false, IntegrationFacts.None with { OwningTeamRole = Role }),
        AccessVia.Share => new(false, IntegrationFacts.None with { OwnShareLevel = ShareLevel }),
        AccessVia.TeamShare when Role == TeamRole.Admin => new(false, IntegrationFacts.None with { AdminTeamShareLevel = ShareLevel }),
        AccessVia.TeamShare => new(false, IntegrationFacts.None with { TeamShareLevel = ShareLevel }),
        AccessVia.Superuser => new(true, IntegrationFacts.None),
    };
}
