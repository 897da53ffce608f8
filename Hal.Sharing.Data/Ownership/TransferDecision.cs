using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Data.Ownership;

/// <summary>Decides how a request to transfer ownership ends. The transfer and its preview ask it, so that they agree.</summary>
internal static class TransferDecision
{
    public const string ReadSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               {IntegrationQueries.Columns},
               p.id as new_owner_id,
               (select m.role from memberships m where m.user_id = @caller and m.team_id = @target) as role_in_team
        {CallerStatements.FromVisibleIntegration}
        left join lateral visible_principal(@caller, c.is_superuser, @owner) p on true
        """;

    /// <summary>Returns the parameters of the statement, and of the lock before it.</summary>
    public static object Values(string idOrSlug, PrincipalId newOwner) => new
    {
        name = idOrSlug,
        owner = newOwner.ToString(),
        target = newOwner.Kind == PrincipalKind.Team ? newOwner.Id : null,
    };

    /// <summary>Returns how the request ends without a write; null if the integration must be transferred.</summary>
    /// <param name="found">Empty if the new owner does not exist for the caller.</param>
    public static TransferResult? Decide(
        IntegrationAccess access, IntegrationRow row, IReadOnlyList<NewOwnerRow> found, PrincipalId newOwner, Precondition condition)
    {
        if (!access.CanChangeOwner)
            return new TransferResult.Forbidden(Permission.ChangeOwner, access, row.Id, row.OwnerId);
        if (newOwner.Kind == PrincipalKind.Team && found is [var team] && !access.CanChangeOwnerToTeam(team.RoleInTeam))
            return new TransferResult.Forbidden(Permission.ChangeOwnerToTeam, access, row.Id, row.OwnerId);
        if (!condition.Holds(OwnerRow.RevisionOf(row.OwnerId)))
            return new TransferResult.Stale(row);
        if (found is not [_])
            return new TransferResult.UnknownOwner();
        return row.OwnerId == newOwner.ToString() ? new TransferResult.Unchanged(new(access, row)) : null;
    }
}

/// <summary>The new owner, and the caller's role in it if it is a team.</summary>
internal sealed record NewOwnerRow(string NewOwnerId, TeamRole? RoleInTeam);
