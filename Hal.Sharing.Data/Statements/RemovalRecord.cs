namespace Hal.Sharing.Data.Statements;

/// <summary>Records the rows that a deletion is about to remove with an integration, users or teams: one change for each row.</summary>
internal static class RemovalRecord
{
    private const string RevokedShares =
        $"{ChangeRecord.InsertOfShares} 'share.revoke', 'share:' || s.integration_id || '/' || s.principal_id, "
        + "jsonb_build_object('accessLevel', s.access_level), null from shares s";

    /// <summary>The shares of the integration @id, under its lock.</summary>
    public const string OfIntegration = $"{ChangeRecord.SetTime} {RevokedShares} where s.integration_id = @id order by s.principal_id;";

    /// <summary>
    /// The shares, authorizations and memberships of the users @users and the teams @teams, whose principals are @principals, under the
    /// locks of the users and teams. New memberships and authorizations need a lock on the user and the team. New shares need one on the
    /// principal: it is locked first, in a statement of its own, so that none is deleted that is not recorded.
    /// </summary>
    public const string OfPrincipals = $"""
        {ChangeRecord.SetTime}
        select from principals p where p.id = any(@principals) order by p.id for update;
        {RevokedShares} where s.principal_id = any(@principals) order by s.integration_id, s.principal_id;
        {ChangeRecord.Insert} 'authorization.revoke', 'authorization:' || a.user_id || '/' || a.team_id,
               jsonb_build_object('scopes', a.scopes), null
        from team_authorizations a where a.user_id = any(@users) or a.team_id = any(@teams) order by a.user_id, a.team_id;
        {ChangeRecord.Insert} 'membership.remove', 'membership:' || m.team_id || '/' || m.user_id, jsonb_build_object('role', m.role), null
        from memberships m where m.user_id = any(@users) or m.team_id = any(@teams) order by m.team_id, m.user_id;
        """;

    /// <summary>The teams @teams, before they are deleted.</summary>
    public const string OfTeams = $"""
        {ChangeRecord.Insert} 'team.delete', 'team:' || t.id, to_jsonb(t) || jsonb_build_object('name', p.name), null
        from teams t join principals p on p.id = t.principal_id where t.id = any(@teams) order by t.id;
        """;

    /// <summary>Returns the parameters of <see cref="OfPrincipals"/> and of the deletion of these users and teams.</summary>
    public static object Values(string[] users, string[] teams, DateTime now) => new
    {
        users, teams, principals = users.Select(id => $"user:{id}").Concat(teams.Select(id => $"team:{id}")).ToArray(), now,
    };
}
