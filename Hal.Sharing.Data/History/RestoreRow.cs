namespace Hal.Sharing.Data.History;

/// <summary>
/// Decides whether a caller can bring back the state before a change. The commands that do it ask the same rules once more, under their
/// locks.
/// </summary>
/// <param name="IsCurrent">Whether the present state is the one after the change; otherwise another change would be lost.</param>
/// <param name="BeforeLevel">Of a share; null: there was none.</param>
/// <param name="AfterLevel">Likewise.</param>
/// <param name="BeforeRole">Of a member; null: they were no member.</param>
/// <param name="ChangesSlug">Whether the slug of the integration would change.</param>
/// <param name="TargetIsTeam">Whether a team was the owner.</param>
/// <param name="TargetExists">Whether the previous owner exists.</param>
/// <param name="RoleInTarget">The caller's role in the team that was the owner.</param>
/// <param name="CallerRole">The caller's role in the team, or in that of the member.</param>
/// <param name="IsLastAdmin">Whether the member is the last admin of the team.</param>
/// <param name="IsOwner">This and what follows: see <see cref="IntegrationFacts"/>.</param>
internal sealed record RestoreRow(
    bool IsCurrent,
    int? BeforeLevel,
    int? AfterLevel,
    TeamRole? BeforeRole,
    bool ChangesSlug,
    bool TargetIsTeam,
    bool TargetExists,
    TeamRole? RoleInTarget,
    TeamRole? CallerRole,
    bool IsLastAdmin,
    bool IsOwner,
    TeamRole? OwningTeamRole,
    int? OwnShareLevel,
    int? TeamShareLevel,
    int? AdminTeamShareLevel)
{
    public bool Permits(Caller caller, CallerFacts facts, ChangeRow change)
    {
        var access = new IntegrationAccess(
            caller, facts.IsSuperuser, new(IsOwner, OwningTeamRole, OwnShareLevel, TeamShareLevel, AdminTeamShareLevel));
        var team = new TeamAccess(caller, facts, CallerRole);
        return IsCurrent && change.Action switch
        {
            "share.put" or "share.revoke" => change.ReadsIntegration && change.HasPrincipal
                && (AfterLevel is not { } after || access.CanGrant(after)) && (BeforeLevel is not { } before || access.CanGrant(before)),
            "integration.transfer" => change is { ReadsIntegration: true, Before: not null } && TargetExists
                && access.CanChangeOwner && (!TargetIsTeam || access.CanChangeOwnerToTeam(RoleInTarget)),
            "integration.update" => change is { ReadsIntegration: true, Before: not null }
                && access.CanWrite && (!ChangesSlug || access.CanChangeSlug),
            "team.update" => change is { HasTeam: true, Before: not null } && team.CanManage,
            // The last admin stays: a team would be left without one, or be deleted with its last member.
            "membership.put" or "membership.remove" => change is { HasTeam: true, HasPrincipal: true } && !IsLastAdmin
                && (BeforeRole is null ? team.CanRemove(change.Subject.Split('/')[1]) : team.CanManage),
            _ => false,
        };
    }
}

/// <summary>A change, and whether the caller can bring back the state before it.</summary>
internal sealed record RestorableChange(ChangeRow Change, bool CanRestore)
{
    /// <summary>Returns null for a row without a change.</summary>
    public static RestorableChange? Of(ChangeRow? change, RestoreRow? restore, Caller caller, CallerFacts facts) =>
        change is null ? null : new(change, restore is not null && restore.Permits(caller, facts, change));
}
