using static Hal.Sharing.Data.Teams.TeamResult;

namespace Hal.Sharing.Data.Teams;

/// <summary>Creates, changes and deletes teams, each in one transaction.</summary>
public sealed class TeamCommands(Database database, TimeProvider clock, TeamLimits limits, RenameLimit renames)
{
    // The call waits for the caller's other creations. The select is a separate statement, because it must count them.
    private const string PrecheckSql = $"""
        call lock_team_creator(@caller);
        select {CallerStatements.CallerColumns},
               exists (select from team_ids t where lower(t.id) = lower(@id)) as id_is_taken,
               {TeamQueries.Created}
        from {CallerStatements.Caller} c
        """;

    private sealed record Precheck(bool IdIsTaken, long Created);

    // The select is a separate statement, because it must see what is written; so below.
    private const string CreateSql = $"""
        with claimed as (
            insert into team_ids (id) values (@id)
        ), named as (
            insert into principals (id, kind, name) values ('team:' || @id, 'team', @name)
        ), created as (
            insert into teams (id, description, url, image, privacy_statement, created_by, created_at, updated_at)
            select @id, @description, @url, @image, @privacyStatement, {TeamQueries.Creator}, @now, @now from {CallerStatements.Caller} c
            returning id, description, url, image, privacy_statement
        ), joined as (
            insert into memberships (team_id, user_id, role, created_at, updated_at) values (@id, @caller, admin_role(), @now, @now)
        )
        {ChangeRecord.Insert} 'team.create', 'team:' || id, null, to_jsonb(created) || jsonb_build_object('name', @name)
        from created;
        {ChangeRecord.Insert} 'membership.put', 'membership:' || m.team_id || '/' || m.user_id, null, jsonb_build_object('role', m.role)
        from memberships m where m.team_id = @id;
        {TeamQueries.GetSql}
        """;

    /// <summary>Creates a team. The caller becomes its admin.</summary>
    /// <param name="chosenId">Null: generated.</param>
    public Task<TeamResult> CreateAsync(Caller caller, string? chosenId, TeamContent content, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<TeamResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var id = chosenId ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString();
            var (facts, prechecks) = await connection.QueryAsync<Precheck>(caller, PrecheckSql, new { id }, cancel);
            if (!TeamAccess.MayCreate(caller))
                return new CreationForbidden();
            if (prechecks[0].IdIsTaken)
                return new IdTaken(id);
            if (!TeamAccess.CanCreate(caller, facts, prechecks[0].Created, limits.MaxPerCreator))
                return new LimitReached(limits.MaxPerCreator);
            return new Created(await WriteAsync(connection, caller, CreateSql, Values(id, content), cancel));
        }, cancellationToken);

    // The call waits for other writers. The select is a separate statement, because it must see the rights after the wait.
    private const string LockSql = $"""
        call lock_team(@caller, @party, @team, @acted, @id, null, @forDelete, null);
        {TeamQueries.GetSql}
        """;

    private static async Task<(TeamView View, bool IsLocked)?> LockAsync(
        NpgsqlConnection connection, Caller caller, string id, bool forDelete, CancellationToken cancellationToken)
    {
        var (isLocked, facts, teams) = await connection.QueryLockedAsync<TeamRow>(
            caller, LockSql, new { id, forDelete }, cancellationToken);
        return teams is [var team] ? (TeamQueries.View(caller, facts, team), isLocked) : null;
    }

    private const string UpdateSql = $"""
        with before as (
            select t.id, p.name, t.description, t.url, t.image, t.privacy_statement
            from teams t join principals p on p.id = t.principal_id where t.id = @id
        ), renamed as (
            update principals set name = @name where id = 'team:' || @id and name <> @name
        ), written as (
            update teams
            set description = @description, url = @url, image = @image, privacy_statement = @privacyStatement,
                updated_at = @now, version = version + 1
            where id = @id
            returning id, description, url, image, privacy_statement
        )
        {ChangeRecord.Insert} 'team.update', 'team:' || w.id, to_jsonb(b), to_jsonb(w) || jsonb_build_object('name', @name)
        from written w cross join before b;
        {TeamQueries.GetSql}
        """;

    /// <summary>Replaces the content of the team.</summary>
    public Task<TeamResult> UpdateAsync(
        Caller caller, string id, TeamContent content, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteAsync<TeamResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, id, forDelete: false, cancel) is not var (view, isLocked))
                return new NotFound(id);
            if (!isLocked || !view.Access.CanManage)
                return new Forbidden(id);
            if (!condition.Holds(view.Team.Revision))
                return new Stale(view.Team);
            if (content == view.Team.Content)
                return new Unchanged(view);
            if (content.Name != view.Team.Name && await renames.WaitAsync(connection, caller, clock.Now(), cancel) is { } wait)
                return new TooManyRenames(wait);
            return new Updated(await WriteAsync(connection, caller, UpdateSql, Values(id, content), cancel));
        }, cancellationToken);

    private const string DeleteSql = $"""
        {RemovalRecord.OfPrincipals}
        {RemovalRecord.OfTeams}
        delete from teams where id = any(@teams);
        delete from principals where id = any(@principals);
        """;

    /// <summary>Deletes the team and its memberships, shares and authorizations.</summary>
    public Task<TeamResult> DeleteAsync(Caller caller, string id, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<TeamResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, id, forDelete: true, cancel) is not var (view, isLocked))
                return new NotFound(id);
            if (await TeamDeletion.DecideAsync(connection, view, isLocked, condition, cancel) is { } ended)
                return ended;
            await connection.ExecuteAsync(caller.Statement(DeleteSql, RemovalRecord.Values([], [id], clock.Now()), cancel));
            return new Deleted();
        }, cancellationToken);

    private object Values(string id, TeamContent content) => new
    {
        id, name = content.Name, description = content.Description, url = content.Url, image = content.Image,
        privacyStatement = content.PrivacyStatement, now = clock.Now(),
    };

    private static async Task<TeamView> WriteAsync(
        NpgsqlConnection connection, Caller caller, string sql, object values, CancellationToken cancellationToken)
    {
        var (facts, teams) = await connection.QueryAsync<TeamRow>(caller, sql, values, cancellationToken);
        return TeamQueries.View(caller, facts, teams.Single());
    }
}
