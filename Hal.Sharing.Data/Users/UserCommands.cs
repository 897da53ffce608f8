namespace Hal.Sharing.Data.Users;

/// <summary>Creates, changes and deletes users, each in one transaction.</summary>
public sealed class UserCommands(Database database, TimeProvider clock, RenameLimit renames)
{
    // A party is an account of its own: an OAuth client, or a user whom nobody manages.
    private const string PrecheckSql = $"""
        call hold_new_user(@caller, @party, @team, @acted, @managedBy, @needsSuperuser, @isSuperuser, null);
        select {CallerStatements.CallerColumns},
               exists (select from account_ids a where lower(a.id) = lower(@id)) as id_is_taken,
               exists (select from clients k where k.id = @managedBy)
                   or exists (select from users u where u.id = @managedBy and u.managed_by is null) as party_is_fit
        from {CallerStatements.Caller} c
        """;

    private sealed record Precheck(bool IdIsTaken, bool PartyIsFit);

    private const string CreateSql = $"""
        with claimed as (
            insert into account_ids (id, kind) values (@id, 'user')
        ), named as (
            insert into principals (id, kind, name) values ('user:' || @id, 'user', @displayName)
        ), created as (
            insert into users (id, first_name, last_name, email, is_superuser, managed_by, created_at, updated_at)
            values (@id, @firstName, @lastName, @email, @isSuperuser, @managedBy, @now, @now)
            returning id, first_name, last_name, email, is_superuser, managed_by
        )
        {ChangeRecord.Insert} 'user.create', 'user:' || id, null, to_jsonb(created) || jsonb_build_object('display_name', @displayName)
        from created
        """;

    /// <summary>Creates a user: a superuser as he says, anybody else with a generated id and managed by himself.</summary>
    public Task<UserChange> CreateAsync(Caller caller, string? chosenId, UserContent content, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<UserChange>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var needsSuperuser = chosenId is not null || content.IsSuperuser || (content.ManagedBy is not null && content.ManagedBy != caller.Id);
            var (isLocked, facts, prechecks) = await connection.QueryLockedAsync<Precheck>(caller, PrecheckSql, new
            {
                id = chosenId ?? "", managedBy = content.ManagedBy, needsSuperuser, isSuperuser = content.IsSuperuser,
            }, cancel);
            if (Refuse(caller, isLocked ? facts : facts with { IsSuperuser = false }, chosenId, content, prechecks[0]) is { } refusal)
                return new(refusal);
            if (!isLocked)
                return new(UserOutcome.MayNotCreate);
            var id = chosenId ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString();
            await connection.ExecuteAsync(caller.Statement(CreateSql, Values(id, facts.IsSuperuser ? content : content with { ManagedBy = caller.Id }), cancel));
            return new(UserOutcome.Done, await ReadAsync(connection, caller, id, cancel));
        }, cancellationToken);

    private static UserOutcome? Refuse(Caller caller, CallerFacts facts, string? chosenId, UserContent content, Precheck look) => facts switch
    {
        _ when !UserAccess.CanCreate(caller, facts) => UserOutcome.MayNotCreate,
        { IsSuperuser: false } when chosenId is not null => UserOutcome.MayNotChooseId,
        { IsSuperuser: false } when content.IsSuperuser => UserOutcome.MayNotMakeSuperuser,
        { IsSuperuser: false } when content.ManagedBy is not null && content.ManagedBy != caller.Id => UserOutcome.MayNotSetParty,
        _ when look.IdIsTaken => UserOutcome.IdTaken,
        _ when content is { IsSuperuser: true, ManagedBy: not null } => UserOutcome.CannotBeManaged,
        { IsSuperuser: true } when content.ManagedBy is not null && (!look.PartyIsFit || content.ManagedBy == chosenId) => UserOutcome.InvalidParty,
        _ => null,
    };

    // The call waits for other writers; the select is a statement of its own, or the rights could be from before the wait.
    private const string LockSql = $"""
        call lock_user(@caller, @party, @team, @acted, @id, @makesSuperuser, @forDelete, null);
        {UserQueries.GetSql}
        """;

    private static async Task<(UserView View, bool IsLocked)?> LockAsync(
        NpgsqlConnection connection, Caller caller, string id, bool makesSuperuser, bool forDelete, CancellationToken cancellationToken)
    {
        var (isLocked, facts, users) = await connection.QueryLockedAsync<UserRow>(
            caller, LockSql, new { id, makesSuperuser, forDelete }, cancellationToken);
        return users is [var user] ? (UserQueries.View(caller, facts, user), isLocked) : null;
    }

    private const string TiesSql = """
        select t.owned_count, t.managed_count, t.is_last_superuser, t.sole_admin_teams from account_ties(@id) t
        """;

    private const string PartySql = """
        call hold_party(@managedBy);
        select exists (select from clients k where k.id = @managedBy)
            or exists (select from users u where u.id = @managedBy and u.managed_by is null)
        """;

    private const string UpdateSql = $"""
        with before as (
            select u.id, u.first_name, u.last_name, u.email, u.is_superuser, u.managed_by, p.name as display_name
            from users u join principals p on p.id = u.principal_id where u.id = @id
        ), renamed as (
            update principals set name = @displayName where id = 'user:' || @id and name <> @displayName
        ), written as (
            update users
            set first_name = @firstName, last_name = @lastName, email = @email, is_superuser = @isSuperuser, managed_by = @managedBy,
                updated_at = @now, version = version + 1
            where id = @id
            returning id, first_name, last_name, email, is_superuser, managed_by
        )
        {ChangeRecord.Insert} 'user.update', 'user:' || w.id, to_jsonb(b),
               to_jsonb(w) || jsonb_build_object('display_name', @displayName)
        from written w cross join before b
        """;

    /// <summary>
    /// Replaces what the caller may say of the user: a user his own names, his party all but privileges (no party: it releases him),
    /// a superuser everything.
    /// </summary>
    public Task<UserChange> UpdateAsync(Caller caller, string id, UserContent content, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<UserChange>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, id, content.IsSuperuser, forDelete: false, cancel) is not var (view, isLocked))
                return new(UserOutcome.Hidden);
            var (access, user) = view;
            if (!isLocked || !access.CanEdit)
                return new(UserOutcome.MayNot);
            var wanted = Allowed(access, user, content);
            if (!access.CanSetPrivileges && content.IsSuperuser && !user.UserIsSuperuser)
                return new(UserOutcome.MayNotMakeSuperuser);
            if (!access.CanSetPrivileges && content.ManagedBy is not null && content.ManagedBy != user.UserManagedBy)
                return new(UserOutcome.MayNotSetParty);
            if (!condition.Holds(user.Revision))
                return new(UserOutcome.Stale, view);
            if (wanted == Current(user))
                return new(UserOutcome.Unchanged, view);
            if (wanted.DisplayName != user.DisplayName && await renames.WaitAsync(connection, caller, clock.Now(), cancel) is { } wait)
                return new(UserOutcome.TooManyRenames, RetryAfter: wait);

            var ties = await connection.QuerySingleAsync<AccountTies>(caller.Statement(TiesSql, new { id }, cancel));
            if (user.UserIsSuperuser && !wanted.IsSuperuser && ties.IsLastSuperuser)
                return new(UserOutcome.LastSuperuser);
            if (wanted.ManagedBy is not null && (wanted.IsSuperuser || ties.ManagedCount > 0))
                return new(UserOutcome.CannotBeManaged);
            if (wanted.ManagedBy is not null && wanted.ManagedBy != user.UserManagedBy
                && (wanted.ManagedBy == id || !await connection.QuerySingleAsync<bool>(caller.Statement(PartySql, new { managedBy = wanted.ManagedBy }, cancel))))
                return new(UserOutcome.InvalidParty);

            await connection.ExecuteAsync(caller.Statement(UpdateSql, Values(id, wanted), cancel));
            return new(UserOutcome.Done, await ReadAsync(connection, caller, id, cancel));
        }, cancellationToken);

    private static UserContent Current(UserRow user) =>
        new(user.DisplayName, user.FirstName, user.LastName, user.Email, user.UserIsSuperuser, user.UserManagedBy);

    private static UserContent Allowed(UserAccess access, UserRow user, UserContent content) => content with
    {
        Email = access.CanEditContact ? content.Email : user.Email,
        IsSuperuser = access.CanSetPrivileges ? content.IsSuperuser : user.UserIsSuperuser,
        ManagedBy = access.CanRelease ? content.ManagedBy : user.UserManagedBy,
    };

    // The teams that he alone was in go first, while his membership still keeps their admin; then he, his principal and its shares.
    private const string DeleteSql = $"""
        with alone as (
            select m.team_id from memberships m
            where m.user_id = @id and m.role = admin_role() and is_only_member(m.team_id, m.user_id)
        ), recorded as (
            {ChangeRecord.Insert} gone.action, gone.subject, gone.before, null
            from (
                select 'user.delete' as action, 'user:' || u.id as subject, to_jsonb(u) as before from users u where u.id = @id
                union all
                select 'team.delete', 'team:' || t.id, to_jsonb(t) from teams t join alone on alone.team_id = t.id) gone
        )
        delete from teams t using alone where t.id = alone.team_id returning t.id
        """;

    private const string DeleteAccountSql = """
        delete from users where id = @id;
        delete from principals where id = 'user:' || @id or id = any(@teams);
        """;

    /// <summary>Deletes the user with his memberships, shares and authorizations, and the teams that he alone was in.</summary>
    public Task<UserChange> DeleteAsync(Caller caller, string id, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<UserChange>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await LockAsync(connection, caller, id, makesSuperuser: false, forDelete: true, cancel) is not var (view, isLocked))
                return new(UserOutcome.Hidden);
            if (!isLocked || !view.Access.CanAskToDelete)
                return new(UserOutcome.MayNot);
            if (!condition.Holds(view.User.Revision))
                return new(UserOutcome.Stale, view);
            var ties = await connection.QuerySingleAsync<AccountTies>(caller.Statement(TiesSql, new { id }, cancel));
            if (Holding(ties) is { } holding)
                return new(holding, Ties: ties);
            var teams = await connection.QueryAsync<string>(caller.Statement(DeleteSql, new { id, now = clock.Now() }, cancel));
            await connection.ExecuteAsync(caller.Statement(DeleteAccountSql, new { id, teams = teams.Select(team => "team:" + team).ToArray() }, cancel));
            return new(UserOutcome.Done);
        }, cancellationToken);

    private static UserOutcome? Holding(AccountTies ties) => ties switch
    {
        { OwnedCount: > 0 } => UserOutcome.StillOwns,
        { ManagedCount: > 0 } => UserOutcome.StillManages,
        { IsLastSuperuser: true } => UserOutcome.LastSuperuser,
        { SoleAdminTeams: not "" } => UserOutcome.LastAdmin,
        _ => null,
    };

    private object Values(string id, UserContent content) => new
    {
        id, displayName = content.DisplayName, firstName = content.FirstName, lastName = content.LastName, email = content.Email,
        isSuperuser = content.IsSuperuser, managedBy = content.ManagedBy, now = clock.Now(),
    };

    private static async Task<UserView?> ReadAsync(NpgsqlConnection connection, Caller caller, string id, CancellationToken cancellationToken)
    {
        var (facts, users) = await connection.QueryAsync<UserRow>(caller, UserQueries.GetSql, new { id }, cancellationToken);
        return users is [var user] ? UserQueries.View(caller, facts, user) : null;
    }
}
