using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Consent;

/// <summary>A listening server on the demo data with a return origin. Each test creates its own users and teams.</summary>
public sealed class ConsentFixture : IAsyncLifetime
{
    public const string Partner = "https://partner.example";

    private readonly ListeningServer _server = new()
    {
        Settings = [("Consent:ReturnOrigins:0", Partner), ("Consent:ReturnOrigins:1", "http://localhost:3000")],
    };

    private DataStack? _data;

    public DataStack Data => _data!;

    public Uri Address => _server.Address;

    /// <summary>Returns a browser in which a new user has signed in.</summary>
    public async Task<(TestBrowser Browser, string UserId)> NewUserAsync(string? managedBy = null)
    {
        var id = Accounts.NewId("user");
        await Data.ExecuteAsync("""
            insert into account_ids (id, kind) values (@id, 'user');
            insert into principals (id, kind, name) values ('user:' || @id, 'user', 'New User');
            insert into users (id, managed_by, created_at, updated_at)
            values (@id, @managedBy, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z');
            """, new { id, managedBy });
        var browser = new TestBrowser(Address);
        var page = await browser.OpenAsync($"/sign-in?q={id}&return_to=/rels");
        await browser.PressAsync(page, "New User");
        browser.Cookie("token").Should().NotBeNull();
        return (browser, id);
    }

    /// <summary>Creates a team whose admin is admin.</summary>
    public async Task<string> AddTeamAsync(
        string name = "Team", string description = "", string? url = null, string? image = null, string? privacy = null)
    {
        var id = Accounts.NewId("team");
        await Data.ExecuteAsync("""
            insert into team_ids (id) values (@id);
            insert into principals (id, kind, name) values ('team:' || @id, 'team', @name);
            insert into teams (id, description, url, image, privacy_statement, created_at, updated_at)
            values (@id, @description, @url, @image, @privacy, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z');
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            values (@id, 'admin', 6, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z');
            """, new { id, name, description, url, image, privacy });
        return id;
    }

    /// <summary>Returns the granted scopes; null if there are none.</summary>
    public Task<string?> GrantedAsync(string userId, string teamId) => Data.ScalarAsync<string?>(
        "select array_to_string((select scopes from team_authorizations where user_id = @userId and team_id = @teamId), ' ')",
        new { userId, teamId });

    /// <summary>Returns the change records of one authorization, oldest first.</summary>
    public Task<string> RecordAsync(string userId, string teamId) => Data.ScalarAsync<string>("""
        select coalesce(string_agg(format('%s: %s -> %s', action, before ->> 'scopes', after ->> 'scopes'), E'\n' order by id), '')
        from changes where subject = 'authorization:' || @userId || '/' || @teamId and user_id = @userId
        """, new { userId, teamId });

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _data = new DataStack(_server.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _data!.DisposeAsync();
        await _server.DisposeAsync();
    }
}
