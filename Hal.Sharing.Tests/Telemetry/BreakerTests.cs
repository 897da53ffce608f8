using System.Net.Http.Json;
using Dapper;
using Hal.Sharing.Data.Telemetry;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>A database that fails to store changes is seen in metrics and in readiness, while reads go on.</summary>
public sealed class BreakerTests(ObservedServer server) : IClassFixture<ObservedServer>
{
    // Every write of a share fails as with a full disk.
    private const string BreakSql = """
        create or replace function fail_as_full() returns trigger language plpgsql as
            $$ begin raise exception 'full' using errcode = '53100'; end $$;
        create trigger full_disk before insert or update on shares for each row execute function fail_as_full();
        """;

    [Fact]
    public async Task FullDisk_OpensBreakerOfWrites()
    {
        using var admin = server.As("admin");
        await using (var connection = new NpgsqlConnection($"{server.ConnectionString};Pooling=false"))
            await connection.ExecuteAsync(BreakSql);

        var level = 1;
        while (await ReasonsAsync() is not ["Writes are suspended for some seconds: PostgreSQL fails."])
            (await admin.PutAsJsonAsync("/api/integrations/abc-123/shares/user:bwong", new { accessLevel = (level++ % 7) + 1 })).Dispose();

        await server.Receiver.ArrivesAsync(InstrumentNames.BreakerOpened, 1, (TagNames.Pipeline, "write"));
        await server.Receiver.ArrivesAsync(InstrumentNames.BreakerOpen, 1, (TagNames.Pipeline, "write"));
        server.Receiver.Metrics.Should()
            .NotContain(point => point.Name == InstrumentNames.BreakerOpen && point.Tags["pipeline"] == "read" && point.Value > 0);
    }

    private async Task<string[]> ReasonsAsync()
    {
        using var client = server.Client();
        using var response = await client.GetAsync("/health/ready");
        return [.. (await response.JsonAsync()).GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)];
    }
}
