namespace Hal.Sharing.Data.Users;

/// <summary>Lists the users to choose from where sign-in needs no password (Development only).</summary>
public sealed class SignInUserQueries(Database database)
{
    // Users that are as old as the oldest one, which are those of the demo data, come first. Names have no index, so each page reads
    // all users.
    private const string ListSql = """
        select u.id, u.display_name, u.is_superuser, u.managed_by, u.total
        from (
            select u.id, p.name as display_name, u.is_superuser, u.managed_by, count(*) over () as total,
                   row_number() over (
                       order by u.created_at > (select min(created_at) from users), lower(p.name collate "und-x-icu"), u.id) as place
            from users u join principals p on p.id = u.principal_id
            where p.search || '' like lower(@pattern collate "und-x-icu")) u
        where u.place > @offset and u.place <= @offset + @limit
        order by u.place
        """;

    /// <summary>Returns users ordered by display name, ignoring case; those of the demo data come first.</summary>
    /// <param name="text">Contained in ID or display name, ignoring case; null or empty: any.</param>
    /// <param name="offset">How many users to skip.</param>
    public Task<SignInUsers> ListAsync(string? text, int offset, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var rows = (await connection.QueryAsync<SignInUserRow>(new CommandDefinition(
                ListSql, new { pattern = SearchPattern.Containing(text), limit, offset }, cancellationToken: cancel))).AsList();
            return new SignInUsers(rows, offset, rows is [var first, ..] ? (int)first.Total : 0);
        }, cancellationToken);
}

/// <summary>A user to choose from.</summary>
/// <param name="Total">The number of users on all pages.</param>
public sealed record SignInUserRow(string Id, string DisplayName, bool IsSuperuser, string? ManagedBy, long Total);

/// <summary>One page of users to choose from.</summary>
/// <param name="Offset">The number of users before this page.</param>
/// <param name="Total">The number of users on all pages; 0 if this page is empty.</param>
public sealed record SignInUsers(IReadOnlyList<SignInUserRow> Rows, int Offset, int Total);
