namespace Hal.Sharing.Data.Previews;

/// <summary>The facts of one user at one integration before and after a change; <c>preview_change</c> in SQL says more.</summary>
/// <param name="IsConcerned">False for a caller that the change does not concern.</param>
/// <param name="Place">From 1, among the users with the same facts.</param>
/// <param name="Alike">How many users have the same facts.</param>
/// <param name="IsSuperuser">Always false unless the caller is a superuser: others do not learn who is one.</param>
internal sealed record PreviewRow(
    string UserId, string IntegrationId, bool IsConcerned, long Place, long Alike, bool IsSuperuser,
    bool WasOwner, TeamRole? OldRole, int? OldOwnLevel, int? OldTeamLevel, int? OldAdminLevel,
    bool IsOwner, TeamRole? OwningTeamRole, int? OwnLevel, int? TeamLevel, int? AdminLevel)
{
    public const string Columns = """
        p.user_id, p.integration_id, p.is_concerned, p.place, p.alike, p.is_superuser,
               p.was_owner, p.old_role, p.old_own_level, p.old_team_level, p.old_admin_level,
               p.is_owner, p.owning_team_role, p.own_level, p.team_level, p.admin_level
        """;

    public PreviewedAccess ToAccess() => new(
        UserId, IntegrationId,
        Held(new(WasOwner, OldRole, OldOwnLevel, OldTeamLevel, OldAdminLevel)),
        Held(new(IsOwner, OwningTeamRole, OwnLevel, TeamLevel, AdminLevel)));

    /// <summary>The rule that decides requests also decides previews.</summary>
    private HeldAccess? Held(IntegrationFacts facts) =>
        new IntegrationAccess(new(UserId), IsSuperuser, facts).Level is > 0 and var level ? new(level, facts.IsOwner) : null;
}
