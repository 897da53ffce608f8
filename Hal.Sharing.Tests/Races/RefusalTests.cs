using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Races;

/// <summary>A request of a caller who cannot perform the action takes no lock and waits for none: neither says what is hidden.</summary>
public sealed class RefusalTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Integration = "select from integrations where id = 'abc-123' for update";
    private const string Admin = "select from users where id = 'admin' for update";
    private const string Junior = "select from users where id = 'junior' for update";
    private const string Team = "select from teams where id = 'analytics' for update";
    private const string Client = "select from clients where id = 'hidden-client' for update";
    private const string Superusers = "select lock_superusers()";

    // What another transaction holds, the caller, the request, its body, the response.
    public static TheoryData<string, string, string, string, string?, HttpStatusCode> Refusals => new()
    {
        { Integration, "outsider", "PUT", "/api/integrations/abc-123", """{"name": "Taken"}""", HttpStatusCode.NotFound },
        { Integration, "outsider", "DELETE", "/api/integrations/abc-123", null, HttpStatusCode.NotFound },
        { Integration, "outsider", "PUT", "/api/integrations/abc-123/owner", """{"userId": "outsider"}""", HttpStatusCode.NotFound },
        { Integration, "outsider", "POST", "/api/integrations/abc-123/shares", """{"principalId": "user:outsider"}""",
            HttpStatusCode.NotFound },
        { Integration, "outsider", "PUT", "/api/integrations/abc-123/shares/user:outsider", "{}", HttpStatusCode.NotFound },
        { Integration, "outsider", "DELETE", "/api/integrations/abc-123/shares/user:jdoe", null, HttpStatusCode.NotFound },
        { Integration, "outsider", "DELETE", "/api/teams/analytics", null, HttpStatusCode.Forbidden },
        { Integration, "jdoe", "DELETE", "/api/teams/analytics", null, HttpStatusCode.Forbidden },
        { Integration, "outsider", "DELETE", "/api/teams/analytics/members/zzz", null, HttpStatusCode.Forbidden },
        { Integration, "outsider", "DELETE", "/api/teams/analytics/members/outsider", null, HttpStatusCode.Forbidden },
        { Integration, "jdoe", "DELETE", "/api/teams/analytics/members/asmith", null, HttpStatusCode.Forbidden },
        { Integration, "outsider", "DELETE", "/api/users/jdoe", null, HttpStatusCode.Forbidden },
        { Integration, "jdoe", "DELETE", "/api/users/jdoe", null, HttpStatusCode.Forbidden },
        { Team, "outsider", "PUT", "/api/teams/analytics", """{"name": "Taken"}""", HttpStatusCode.Forbidden },
        { Team, "outsider", "DELETE", "/api/teams/analytics", null, HttpStatusCode.Forbidden },
        { Team, "jdoe", "POST", "/api/teams/analytics/members", """{"userId": "outsider"}""", HttpStatusCode.Forbidden },
        { Team, "jdoe", "PUT", "/api/teams/analytics/members/bwong", """{"role": "admin"}""", HttpStatusCode.Forbidden },
        { Team, "outsider", "DELETE", "/api/teams/analytics/members/bwong", null, HttpStatusCode.Forbidden },
        { Team, "outsider", "DELETE", "/api/users/bwong", null, HttpStatusCode.Forbidden },
        { Team, "outsider", "POST", "/api/v1/teams/analytics/authorize", """{"scopes": ["data:read"]}""", HttpStatusCode.Forbidden },
        { Team, "outsider", "DELETE", "/api/v1/teams/analytics/authorize", null, HttpStatusCode.Forbidden },
        { Admin, "outsider", "PUT", "/api/users/admin", """{"displayName": "Taken"}""", HttpStatusCode.Forbidden },
        { Admin, "outsider", "DELETE", "/api/users/admin", null, HttpStatusCode.Forbidden },
        { Admin, "outsider", "POST", "/api/users", """{"displayName": "New", "managedBy": "admin"}""", HttpStatusCode.Forbidden },
        { Superusers, "outsider", "POST", "/api/users", """{"displayName": "New", "isSuperuser": true}""", HttpStatusCode.Forbidden },
        { Superusers, "outsider", "POST", "/api/users", """{"displayName": "New", "id": "chosen"}""", HttpStatusCode.Forbidden },
        { Superusers, "junior", "POST", "/api/users", """{"displayName": "New"}""", HttpStatusCode.Forbidden },
        { Superusers, "outsider", "DELETE", "/api/users/admin", null, HttpStatusCode.Forbidden },
        { Junior, "outsider", "PUT", "/api/users/junior", """{"displayName": "Taken"}""", HttpStatusCode.NotFound },
        { Junior, "outsider", "DELETE", "/api/users/junior", null, HttpStatusCode.NotFound },
        { Junior, "bwong", "DELETE", "/api/users/junior", null, HttpStatusCode.Forbidden },
        { Client, "outsider", "POST", "/api/clients", """{"name": "New"}""", HttpStatusCode.Forbidden },
        { Client, "outsider", "PUT", "/api/clients/hidden-client", """{"name": "Taken"}""", HttpStatusCode.NotFound },
        { Client, "outsider", "DELETE", "/api/clients/hidden-client", null, HttpStatusCode.NotFound },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task CallerWithoutAccess_NeverWaitsForLock(
        string held, string caller, string method, string path, string? body, HttpStatusCode expected)
    {
        await AddClientAsync();
        await using var transaction = await HeldTransaction.BeginAsync(stage, held);

        var answer = await stage.AskAsync(caller, method, path, body);

        // The lock is still held: a request that waited for it gets 503.
        answer.Status.Should().Be(expected);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task RefusedRequest_LocksNoRow(
        string held, string caller, string method, string path, string? body, HttpStatusCode expected)
    {
        await AddClientAsync();
        var before = await LocksAsync();

        (await stage.AskAsync(caller, method, path, body)).Status.Should().Be(expected, "{0} is free", held);

        (await LocksAsync()).Should().Be(before);
    }

    [Theory]
    [InlineData(Superusers)]
    [InlineData(Admin)]
    public async Task UserWhoWantsToBeSuperuser_WaitsForNoSuperuser(string held)
    {
        await using var transaction = await HeldTransaction.BeginAsync(stage, held);

        (await stage.AskAsync("outsider", "PUT", "/api/users/outsider", """{"displayName": "Olive Outsider", "isSuperuser": true}"""))
            .Status.Should().Be(HttpStatusCode.Forbidden);
        (await stage.AskAsync("outsider", "PUT", "/api/users/outsider", """{"displayName": "Olive Outsider"}"""))
            .Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task MemberWhoLeaves_WaitsForNoIntegrationOfTheTeam()
    {
        var team = await stage.AddTeamAsync(("jdoe", 6), ("bwong", 1));
        var integration = await stage.AddIntegrationOfAsync("user:owner", ($"team:{team}", 1));
        await using var transaction = await HeldTransaction.BeginAsync(
            stage, "select from integrations where id = @integration for update", new { integration });

        (await stage.AskAsync("bwong", "DELETE", $"/api/teams/{team}/members/bwong")).Status.Should().Be(HttpStatusCode.NoContent);
    }

    /// <summary>What <see cref="RefusedRequest_LocksNoRow"/> looks at does change when rows are locked.</summary>
    [Fact]
    public async Task PermittedRequest_LocksRows()
    {
        var before = await LocksAsync();

        (await stage.AskAsync("admin", "DELETE", "/api/teams/analytics")).Problem.Should().Be("still-owns");

        (await LocksAsync()).Should().NotBe(before);
    }

    private Task AddClientAsync() => stage.ExecuteAsync("""
        insert into account_ids (id, kind) values ('hidden-client', 'client') on conflict do nothing;
        insert into clients (id, name, secret_hash, created_at, updated_at)
        values ('hidden-client', 'Hidden', sha256('unknown'), @Past, @Past) on conflict do nothing;
        """, new { SharingFixture.Past });

    /// <summary>Returns the last transaction that locked or wrote each row. PostgreSQL keeps a lock in its row.</summary>
    private Task<string> LocksAsync() => stage.ScalarAsync<string>("""
        select string_agg(concat_ws(' ', r.name, r.place, r.written, r.locked), ',' order by r.name, r.place)
        from (
            select 'integrations' as name, ctid::text as place, xmin::text as written, xmax::text as locked from integrations
            union all select 'integration_names', ctid::text, xmin::text, xmax::text from integration_names
            union all select 'shares', ctid::text, xmin::text, xmax::text from shares
            union all select 'teams', ctid::text, xmin::text, xmax::text from teams
            union all select 'memberships', ctid::text, xmin::text, xmax::text from memberships
            union all select 'users', ctid::text, xmin::text, xmax::text from users
            union all select 'clients', ctid::text, xmin::text, xmax::text from clients
            union all select 'principals', ctid::text, xmin::text, xmax::text from principals
            union all select 'account_ids', ctid::text, xmin::text, xmax::text from account_ids
            union all select 'team_authorizations', ctid::text, xmin::text, xmax::text from team_authorizations
            union all select 'directory', ctid::text, xmin::text, xmax::text from directory) r
        """);
}
