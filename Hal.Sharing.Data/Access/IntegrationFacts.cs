namespace Hal.Sharing.Data.Access;

/// <summary>What ties a caller to an integration: facts as SQL brings them, without a judgement.</summary>
/// <param name="OwningTeamRole">His role in the team that owns it; null when a user owns it or he is no member.</param>
/// <param name="OwnShareLevel">The level of the share to himself; null without one.</param>
/// <param name="TeamShareLevel">The highest level of shares to teams where he is a member but no admin.</param>
/// <param name="AdminTeamShareLevel">The highest level of shares to teams where he is an admin.</param>
public sealed record IntegrationFacts(
    bool IsOwner,
    TeamRole? OwningTeamRole,
    int? OwnShareLevel,
    int? TeamShareLevel,
    int? AdminTeamShareLevel)
{
    /// <summary>The facts of somebody whom nothing ties to the integration.</summary>
    public static IntegrationFacts None { get; } = new(false, null, null, null, null);

    /// <summary>The facts of its owner, as long as nothing is shared.</summary>
    public static IntegrationFacts Owner { get; } = None with { IsOwner = true };
}
