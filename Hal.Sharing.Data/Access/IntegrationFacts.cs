namespace Hal.Sharing.Data.Access;

/// <summary>What ties a caller to an integration: facts that SQL returns, without a decision.</summary>
/// <param name="OwningTeamRole">The caller's role in the team that owns it; null if a user owns it or the caller is not a member.</param>
/// <param name="OwnShareLevel">The level of the caller's own share; null without one.</param>
/// <param name="TeamShareLevel">The highest level of shares to teams where the caller is a member, but not an admin.</param>
/// <param name="AdminTeamShareLevel">The highest level of shares to teams where the caller is an admin.</param>
public sealed record IntegrationFacts(
    bool IsOwner,
    TeamRole? OwningTeamRole,
    int? OwnShareLevel,
    int? TeamShareLevel,
    int? AdminTeamShareLevel)
{
    /// <summary>The facts of a caller without any tie to the integration.</summary>
    public static IntegrationFacts None { get; } = new(false, null, null, null, null);

    /// <summary>The facts of the owner, as long as nothing is shared.</summary>
    public static IntegrationFacts Owner { get; } = None with { IsOwner = true };
}
