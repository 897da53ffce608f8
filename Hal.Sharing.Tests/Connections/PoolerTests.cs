using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Connections;

/// <summary>PgBouncer in transaction mode: the start says what to set, and with that the server works as without a pooler.</summary>
public sealed class PoolerTests(DemoDatabase database, DataFolders folders) : IClassFixture<DemoDatabase>, IClassFixture<DataFolders>
{
    private const string IgnoreOptions = "ignore_startup_parameters = options";

    [SkippableFact]
    public async Task EachRefusedStart_SaysWhatToSet_UntilTheServerWorks()
    {
        Skip.If(PgBouncer.Program is null, "There is no PgBouncer: install the package pgbouncer.");
        await using var role = await RuntimeRole.CreateAsync(database.ConnectionString);

        var refusal = await StartRefusedAsync(role);
        refusal.Should().Contain("refuses the settings").And.Contain(IgnoreOptions).And.Contain("alter role");

        refusal = await StartRefusedAsync(role, IgnoreOptions);
        refusal.Should().Contain("drops settings").And.Contain("lock_timeout").And.Contain("statement_timeout")
            .And.Contain("idle_in_transaction_session_timeout").And.Contain("plan_cache_mode");
        await role.ExecuteAsync(Regex.Match(refusal, "run (.*?) in PostgreSQL").Groups[1].Value);

        if (!await PgBouncer.KeepsStatementsAsync())
            (await StartRefusedAsync(role, IgnoreOptions)).Should().Contain("Max Auto Prepare=0");

        string[] kept = await PgBouncer.KeepsStatementsAsync() ? ["max_prepared_statements = 200"] : [];
        await using var bouncer = await PgBouncer.StartAsync(folders.New(), role.ConnectionString, [IgnoreOptions, .. kept]);
        await ServeAsync(bouncer.ConnectionString + (kept is [] ? ";Max Auto Prepare=0" : ""));
    }

    private async Task<string> StartRefusedAsync(RuntimeRole role, params string[] settings)
    {
        await using var bouncer = await PgBouncer.StartAsync(folders.New(), role.ConnectionString, settings);

        var ended = await ServerProcess.RunAsync(folders.New(), $"--ConnectionStrings:Sharing={bouncer.ConnectionString}");

        ended.ExitCode.Should().Be(1);
        return ended.ErrorLines.Should().ContainSingle().Subject;
    }

    private async Task ServeAsync(string connectionString)
    {
        await using var server = await ServerProcess.StartReadyAsync(
            folders.New(), $"--ConnectionStrings:Sharing={connectionString}", $"--Auth:SigningKey={TestIssuer.BuiltInPem}");
        using var client = new HttpClient { BaseAddress = server.Address }.WithBearer(TestIssuer.BuiltIn.Token("admin"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            var failures = new List<string>();
            for (var round = 0; round < 8; round++)
            {
                using var answer = i % 3 == 0
                    ? await client.PutAsJsonAsync("/api/integrations/abc-123/shares/user:bwong", new { accessLevel = 1 + (round % 3) })
                    : await client.GetAsync(i % 3 == 1 ? "/api/integrations/abc-123/shares" : "/api/integrations?q=a");
                if (!answer.IsSuccessStatusCode)
                    failures.Add($"{answer.RequestMessage}: {await answer.Content.ReadAsStringAsync()}");
            }
            return failures;
        }));

        answers.SelectMany(failures => failures).Should().BeEmpty();
    }
}
