using System.Text;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.TeamAuthorizations;

/// <summary>
/// The server on the demo data with a provider. The registered client "platform" obtains delegated tokens there for the users that it
/// manages: pia, a member of coaching who has authorized coaching and engineering, and the users of the tests.
/// </summary>
public sealed class TeamsApiFixture : IAsyncLifetime
{
    private readonly SharingServer _server = new();
    private TestProvider? _provider;
    private HttpClient? _client;
    private DataStack? _data;

    public DataStack Data => _data!;

    /// <summary>Sends a request, anonymously if there is no token.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        string? token, string method, string path, byte[]? body = null, string? contentType = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        return await _client!.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string? token, string path, string? accept = null) =>
        SendAsync(token, "GET", path, accept: accept);

    public Task<HttpResponseMessage> AuthorizeAsync(string? token, string teamId, string json, string? accept = null) =>
        SendAsync(token, "POST", $"/api/v1/teams/{teamId}/authorize", Encoding.UTF8.GetBytes(json), accept: accept);

    public Task<HttpResponseMessage> RevokeAsync(string? token, string teamId) =>
        SendAsync(token, "DELETE", $"/api/v1/teams/{teamId}/authorize");

    /// <summary>Returns the token of a user's own sign-in.</summary>
    public string Of(string userId) => _provider!.Token(userId);

    /// <summary>Returns a token that a party obtained for the user.</summary>
    public string Delegated(string userId, string party = "platform") => _provider!.Token(userId, claims => claims["azp"] = party);

    /// <summary>Returns a delegated token of this server for the user or, with a team, for the scopes granted to that team.</summary>
    public static string Acted(string userId, string party, string scope, string? teamId = null) =>
        TestIssuer.BuiltIn.Token(userId, claims =>
        {
            claims["azp"] = party;
            claims["act"] = new JsonObject { ["sub"] = party };
            claims["scope"] = scope;
            if (teamId is not null)
                claims["team_id"] = teamId;
        });

    /// <summary>Returns the granted scopes; null if there are none.</summary>
    public Task<string?> GrantedAsync(string userId, string teamId) => Data.ScalarAsync<string?>(
        "select array_to_string((select scopes from team_authorizations where user_id = @userId and team_id = @teamId), ' ')",
        new { userId, teamId });

    /// <summary>Returns the change records of one authorization, oldest first.</summary>
    public Task<string> RecordAsync(string userId, string teamId) => Data.ScalarAsync<string>("""
        select coalesce(string_agg(format('%s by %s: %s -> %s', action, authorized_party, before, after), E'\n' order by id), '')
        from changes where subject = 'authorization:' || @userId || '/' || @teamId
        """, new { userId, teamId });

    public Task AddUserAsync(string id, string displayName, string? managedBy = "platform") => Data.ExecuteAsync("""
        insert into account_ids (id, kind) values (@id, 'user');
        insert into principals (id, kind, name) values ('user:' || @id, 'user', @displayName);
        insert into users (id, managed_by, created_at, updated_at) values (@id, @managedBy, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z');
        """, new { id, displayName, managedBy });

    /// <summary>Creates a team whose only member is admin.</summary>
    public Task AddTeamAsync(string id, string? privacyStatement = null) => Data.ExecuteAsync("""
        insert into team_ids (id) values (@id);
        insert into principals (id, kind, name) values ('team:' || @id, 'team', initcap(@id));
        insert into teams (id, description, privacy_statement, created_at, updated_at)
        values (@id, 'All of ' || @id, @privacyStatement, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z');
        insert into memberships (team_id, user_id, role, created_at, updated_at)
        values (@id, 'admin', 6, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z');
        """, new { id, privacyStatement });

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _data = Open(_server.ConnectionString);
        _provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        _client = _server.CreateClient(_provider.Settings);
        await Data.ExecuteAsync("""
            insert into account_ids (id, kind) values ('platform', 'client'), ('stranger', 'client');
            insert into clients (id, name, secret_hash, created_at, updated_at)
            select id, initcap(id), '\x00', '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z' from account_ids where kind = 'client';
            """);
        await AddUserAsync("pia", "Pia <Pupil> & Co");
        await Data.ExecuteAsync("""
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            values ('coaching', 'pia', 1, '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z');
            insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at) values
                ('pia', 'coaching', array['data:read', 'data:write'], '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z'),
                ('pia', 'engineering', array['profile'], '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z');
            """);
    }

    public async Task DisposeAsync()
    {
        await _data!.DisposeAsync();
        _client!.Dispose();
        await _server.DisposeAsync();
        await _provider!.DisposeAsync();
    }

    private static DataStack Open(string connectionString) => new(connectionString);
}
