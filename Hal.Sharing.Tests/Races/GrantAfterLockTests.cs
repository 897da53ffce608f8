using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Races;

/// <summary>
/// A right is granted after the lock procedure has found none, and before the statement that reads the rights. The write would not be
/// under the lock, so the right does not count yet. Each lock procedure waits at its end, until the grant is committed.
/// </summary>
public sealed class GrantAfterLockTests : IAsyncLifetime
{
    private const string Pause = "select pg_advisory_xact_lock(18)";

    // Every procedure gets another one around it, of its name and parameters. (One that calls another waits there, too.)
    private const string WrapSql = """
        do $wrap$
        declare
            p record;
        begin
            for p in
                select proname as name, pg_get_function_arguments(oid) as parameters, pg_get_function_identity_arguments(oid) as signature,
                       array_to_string(proargnames, ', ') as arguments
                from pg_proc where prokind = 'p' and pronamespace = 'public'::regnamespace
            loop
                execute format('alter procedure %I(%s) rename to %I', p.name, p.signature, p.name || '_itself');
                execute format($procedure$
                    create procedure %I(%s) language plpgsql as $body$
                    begin
                        call %I(%s);
                        perform set_config('lock_timeout', '0', true);
                        perform pg_advisory_xact_lock_shared(18);
                    end $body$
                    $procedure$, p.name, p.parameters, p.name || '_itself', p.arguments);
            end loop;
        end $wrap$;
        """;

    private readonly SharingFixture _stage = new();

    // The request of the user stranger, its body, the grant, the response.
    public static TheoryData<string, string, string, string, HttpStatusCode> Grants => new()
    {
        {
            "PUT", "/api/integrations/thing/shares/user:recipient", "{}",
            "insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at) "
                + "values ('thing', 'user:stranger', 3, 'owner', now(), now())",
            HttpStatusCode.NotFound
        },
        { "PUT", "/api/integrations/thing", """{"name": "Taken"}""",
            "update integrations set owner_id = 'user:stranger' where id = 'thing'", HttpStatusCode.NotFound },
        { "DELETE", "/api/integrations/thing", "", "update users set is_superuser = true where id = 'stranger'", HttpStatusCode.NotFound },
        { "PUT", "/api/integrations/thing/owner", """{"userId": "stranger"}""",
            "update users set is_superuser = true where id = 'stranger'", HttpStatusCode.NotFound },
        { "PUT", "/api/teams/readers", """{"name": "Taken"}""", AddAdmin, HttpStatusCode.Forbidden },
        { "DELETE", "/api/teams/readers", "", AddAdmin, HttpStatusCode.Forbidden },
        { "POST", "/api/teams/readers/members", """{"userId": "recipient"}""", AddAdmin, HttpStatusCode.Forbidden },
        { "PUT", "/api/teams/readers/members/readers-publisher", """{"role": "member"}""", AddAdmin, HttpStatusCode.Forbidden },
        { "DELETE", "/api/teams/readers/members/readers-publisher", "", AddAdmin, HttpStatusCode.Forbidden },
        { "PUT", "/api/users/someone", """{"displayName": "Taken"}""", "update users set managed_by = 'stranger' where id = 'someone'",
            HttpStatusCode.Forbidden },
        { "DELETE", "/api/users/someone", "", "update users set managed_by = 'stranger' where id = 'someone'", HttpStatusCode.Forbidden },
        { "POST", "/api/users", """{"displayName": "New", "id": "chosen"}""", "update users set is_superuser = true where id = 'stranger'",
            HttpStatusCode.Forbidden },
        { "POST", "/api/clients", """{"name": "New"}""", "update users set is_superuser = true where id = 'stranger'",
            HttpStatusCode.Forbidden },
        { "PUT", "/api/clients/app", """{"name": "Taken"}""", "update users set is_superuser = true where id = 'stranger'",
            HttpStatusCode.NotFound },
        { "DELETE", "/api/clients/app", "", "update users set is_superuser = true where id = 'stranger'", HttpStatusCode.NotFound },
        { "POST", "/api/v1/teams/readers/authorize", """{"scopes": ["data:read"]}""",
            "update users set managed_by = 'coach' where id = 'stranger'", HttpStatusCode.Forbidden },
    };

    private const string AddAdmin =
        "insert into memberships (team_id, user_id, role, created_at, updated_at) values ('readers', 'stranger', 6, now(), now())";

    public async Task InitializeAsync()
    {
        await _stage.InitializeAsync();
        await _stage.AddIntegrationAsync("thing", "user:owner", []);
        await _stage.ExecuteAsync("""
            insert into account_ids (id, kind) values ('app', 'client');
            insert into clients (id, name, secret_hash, created_at, updated_at) values ('app', 'App', sha256('unknown'), now(), now());
            """);
        await _stage.ExecuteAsync(WrapSql);
    }

    public Task DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [MemberData(nameof(Grants))]
    public async Task RightGrantedAfterTheLock_DoesNotCount(string method, string path, string body, string grant, HttpStatusCode expected)
    {
        await using var transaction = await HeldTransaction.BeginAsync(_stage, Pause);
        var request = _stage.AskAsync("stranger", method, path, body.Length == 0 ? null : body);
        await HeldTransaction.UntilWaitingAsync(_stage, request);
        request.IsCompleted.Should().BeFalse("it waits between the lock and the reading of rights");
        await transaction.ExecuteAsync(grant);
        var before = await _stage.ScalarAsync<long>("select count(*) from changes");

        await transaction.CommitAsync();

        (await request).Status.Should().Be(expected);
        (await _stage.ScalarAsync<long>("select count(*) from changes")).Should().Be(before);
    }
}
