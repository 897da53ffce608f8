using Hal.Sharing.Data.Freshness;

namespace Hal.Sharing.Data.Users;

/// <summary>Reads users, each request with one statement.</summary>
public sealed class UserQueries
{
    private readonly Database _database;
    private readonly SharedStatement<CallerFacts> _facts;
    private readonly SharedStatement<UserView> _users;

    public UserQueries(Database database, SharedStatements shared)
    {
        _database = database;
        _facts = shared.Create(SharedFactsSql, static (_, _, facts) => facts);
        _users = shared.Create(SharedGetSql, Read);
    }

    private const string SharedFactsSql = $"select {SharedSql.Columns}, {SharedSql.End} {SharedSql.From}";

    private const string FactsSql = $"select {CallerStatements.CallerColumns} from {CallerStatements.Caller} c";

    /// <summary>Returns the caller's facts, for documents that need nothing else.</summary>
    /// <exception cref="CallerRefusedException">The caller's token is no longer valid.</exception>
    public async Task<CallerFacts> GetFactsAsync(Caller caller, CancellationToken cancellationToken)
    {
        var read = await _facts.ReadAsync(new(caller, null, null), async (connection, cancel) =>
        {
            var facts = await connection.QuerySingleAsync<CallerFacts>(caller.Statement(FactsSql, null, cancel));
            return facts.Of(caller);
        }, cancellationToken);
        return read!;
    }

    internal const string Columns = """
        u.id, u.display_name, u.first_name, u.last_name, u.email, u.is_superuser as user_is_superuser, u.managed_by as user_managed_by,
               u.version, u.created_at,
               (select can_be_deleted(u.id) where c.is_superuser or u.managed_by = @caller) as can_be_deleted
        """;

    private const string Stored =
        "u.id, p.name as display_name, u.first_name, u.last_name, u.email, u.is_superuser, u.managed_by, u.version, u.created_at";

    private const string SharedGetSql = $"""
        select {SharedSql.Columns},
               u.id, u.display_name, u.first_name, u.last_name, u.email, u.is_superuser as user_is_superuser,
               u.managed_by as user_managed_by, u.version, u.created_at,
               (select can_be_deleted(u.id) where c.is_superuser or u.managed_by = q.caller) as can_be_deleted,
               {SharedSql.End}
        {SharedSql.From}
        left join lateral (
            select {Stored}
            from (values (q.name)) as target (id) left join users u on u.id = target.id left join principals p on p.id = u.principal_id
            where (target.id = q.caller or q.team is null)
              and is_visible_user(q.caller, c.is_superuser, target.id, u.id is not null, u.managed_by)) u on true
        """;

    internal const string GetSql = $"""
        select {CallerStatements.CallerColumns},
               {Columns}
        from {CallerStatements.Caller} c
        left join lateral (
            select {Stored}
            from (values (@id)) as target (id) left join users u on u.id = target.id left join principals p on p.id = u.principal_id
            where (target.id = @caller or @team is null)
              and is_visible_user(@caller, c.is_superuser, target.id, u.id is not null, u.managed_by)) u on true
        """;

    /// <summary>Returns null if there is no such user, or if the caller cannot see them.</summary>
    public Task<UserView?> GetAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        _users.ReadAsync(new(caller, id, null), async (connection, cancel) =>
        {
            var (facts, users) = await connection.QueryAsync<UserRow>(caller, GetSql, new { id }, cancel);
            return users is [var user] ? View(caller, facts, user) : null;
        }, cancellationToken);

    private static UserView? Read(NpgsqlDataReader reader, Question question, CallerFacts facts) =>
        SharedSql.ReadRow<UserRow>(reader, SharedSql.Width) is { } user ? View(question.Caller, facts, user) : null;

    // The functions state why they are functions. Principals are in the order of their users.
    private const string ListSql = $"""
        {PageStart}
        cross join lateral list_principals(@caller, c.is_superuser, 'user:', 'user;', {After}, @limit) p
        {PageEnd}
        """;

    private const string SearchSql = $"""
        {PageStart}
        cross join lateral find_principals(@caller, c.is_superuser, @pattern, 'user:', 'user;', {After}, @limit) p
        {PageEnd}
        """;

    private const string PageStart = $"""
        select {CallerStatements.CallerColumns},
               p.total, substr(p.previous_after, 6) as previous_after,
               {Columns}
        from {CallerStatements.Caller} c
        """;

    private const string PageEnd = $"""
        left join lateral (select {Stored} from users u where u.principal_id = p.id offset 0) u on true
        order by u.id
        """;

    private const string After = "case when @after <> '' then 'user:' || @after else '' end";

    /// <summary>Returns one page of the users that the caller can see, ordered by ID.</summary>
    /// <param name="text">Contained in the ID or the display name, ignoring case; null or empty: any.</param>
    public Task<UserList> ListAsync(Caller caller, string? text, PageRequest page, CancellationToken cancellationToken) =>
        _database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, _, users) = await connection.QueryPageAsync<PageSummary, UserRow>(
                caller, string.IsNullOrEmpty(text) ? ListSql : SearchSql, new { pattern = SearchPattern.Containing(text) }, page, cancel);
            return new UserList(UserAccess.CanCreate(caller, facts), facts.IsSuperuser, users.Select(user => View(caller, facts, user)));
        }, cancellationToken);

    internal static UserView View(Caller caller, CallerFacts facts, UserRow user) =>
        new(new(caller, facts, user.Id, user.UserManagedBy, user.CanBeDeleted), user);
}
