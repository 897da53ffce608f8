using Dapper;

namespace Hal.Sharing.Data.Users;

/// <summary>Lists users for whoever wants to be one of them: for trying things out, where nobody asks for a password.</summary>
public sealed class SignInUserQueries(Database database)
{
    private const string Columns = "u.id, p.name as display_name, u.is_superuser, u.managed_by";

    private const string ListSql = $"""
        select {Columns}
        from (select * from users order by id limit 1001) u join principals p on p.id = u.principal_id
        order by u.id limit @fetch
        """;

    private const string SearchSql = $"""
        select {Columns}
        from find_principals('', true, @pattern, 'user:', 'user;', '', @most) p join users u on u.principal_id = p.id
        order by u.id
        """;

    /// <summary>In the order of the ids.</summary>
    /// <param name="text">Contained in id or display name, ignoring case; null or empty: any.</param>
    public Task<SignInUsers> ListAsync(string? text, int most, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(most, PageRequest.MaxLimit);
            var rows = (await connection.QueryAsync<SignInUserRow>(new CommandDefinition(
                string.IsNullOrEmpty(text) ? ListSql : SearchSql, new { pattern = SearchPattern.Containing(text), most, fetch = most + 1 }, cancellationToken: cancel))).AsList();
            return new SignInUsers([.. rows.Take(most)], rows.Count > most);
        }, cancellationToken);
}

/// <summary>A user whom somebody may choose to be.</summary>
public sealed record SignInUserRow(string Id, string DisplayName, bool IsSuperuser, string? ManagedBy);

/// <summary>Some of the users, and whether there are more.</summary>
public sealed record SignInUsers(IReadOnlyList<SignInUserRow> Rows, bool AreMore);
