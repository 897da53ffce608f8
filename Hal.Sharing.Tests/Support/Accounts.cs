using System.Text;
using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Tests.Support;

/// <summary>Users, teams and clients of a test's own, and requests about them in one line.</summary>
public static class Accounts
{
    /// <summary>Of every client that <see cref="AddClientAsync"/> makes.</summary>
    public const string Secret = "the-secret-of-the-client";

    /// <summary>Returns the directory and the number of change records: equal if nothing was written.</summary>
    private const string StateSql = """
        select concat((select jsonb_agg(u order by u.id) from users u), (select jsonb_agg(k order by k.id) from clients k),
            (select jsonb_agg(p order by p.id) from principals p),
                      (select jsonb_agg(t order by t.id) from teams t),
                      (select jsonb_agg(m order by m.team_id, m.user_id) from memberships m),
                      (select version from directory), (select count(*) from account_ids), (select count(*) from team_ids),
                      (select count(*) from changes))
        """;

    /// <summary>Returns an unused ID.</summary>
    public static string NewId(string kind) => $"{kind}-{Guid.NewGuid():N}";

    public static async Task<string> AddUserAsync(this SharingFixture stage, string? managedBy = null, bool isSuperuser = false)
    {
        var id = NewId("user");
        await stage.AddUsersAsync(id);
        await stage.ExecuteAsync(
            "update users set managed_by = @managedBy, is_superuser = @isSuperuser where id = @id", new { id, managedBy, isSuperuser });
        return id;
    }

    /// <summary>Adds a team with members; at least one of them has role 6, admin.</summary>
    public static async Task<string> AddTeamAsync(this SharingFixture stage, params (string User, int Role)[] members)
    {
        var id = NewId("team");
        await stage.ExecuteAsync("""
            insert into team_ids (id) values (@id);
            insert into principals (id, kind, name) values ('team:' || @id, 'team', 'Team');
            insert into teams (id, created_at, updated_at) values (@id, @Past, @Past);
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select @id, user_id, role, @Past, @Past from unnest(@users, @roles) as m (user_id, role);
            """, new
        {
            id,
            SharingFixture.Past,
            users = members.Select(member => member.User).ToArray(),
            roles = members.Select(member => member.Role).ToArray(),
        });
        return id;
    }

    public static async Task<string> AddClientAsync(this SharingFixture stage)
    {
        var id = NewId("client");
        await stage.ExecuteAsync("""
            insert into account_ids (id, kind) values (@id, 'client');
            insert into clients (id, name, secret_hash, created_at, updated_at) values (@id, 'Client', @hash, @Past, @Past);
            """, new { id, hash = ClientSecret.Hash(Secret), SharingFixture.Past });
        return id;
    }

    public static async Task<string> AddIntegrationOfAsync(this SharingFixture stage, string ownerId, params (string, int)[] shares)
    {
        var id = NewId("integration");
        await stage.AddIntegrationAsync(id, ownerId, shares);
        return id;
    }

    /// <summary>Sends a request as an OAuth client (IDs that begin with "client-") or as a user.</summary>
    public static async Task<Answer> AskAsync(this SharingFixture stage, string caller, string method, string path, string? body = null)
    {
        using var client = caller.StartsWith("client-", StringComparison.Ordinal) ? stage.Anonymous() : stage.As(caller);
        using var request = new HttpRequestMessage(new(method), path);
        if (caller.StartsWith("client-", StringComparison.Ordinal))
            request.Headers.TryAddWithoutValidation("Authorization", TestTokens.Basic(caller, Secret));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        var isEmpty = (await response.Content.ReadAsByteArrayAsync()).Length == 0;
        return new(response.StatusCode, response.Headers, isEmpty ? default : await response.JsonAsync());
    }

    public static Task<string> StateAsync(this SharingFixture stage) => stage.ScalarAsync<string>(StateSql);

    /// <summary>What the record says of a user, team, client or membership, oldest first.</summary>
    public static Task<IReadOnlyList<string>> RecordAsync(this SharingFixture stage, string subject) =>
        stage.QueryAsync<string>("select action from changes where subject = @subject order by id", new { subject });

    public static Task<bool> IsThereAsync(this SharingFixture stage, string table, string id) =>
        stage.ScalarAsync<bool>($"select exists (select from {table} where id = @id)", new { id });
}
