using Hal.Sharing.Data.Feed;
using Hal.Sharing.Tests.Faults;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Feed;

/// <summary>
/// The feed of a database that was dumped and restored in another cluster, where the IDs of transactions mean nothing: positions stay, and
/// every other change gets one.
/// </summary>
[Collection(nameof(FaultCollection))]
public sealed class RestoreTests(DataFolders folders) : IClassFixture<DataFolders>
{
    // Each transaction takes an ID.
    private const string AgeSql = """
        do $$ begin
            for n in 1..5000 loop
                perform pg_current_xact_id();
                commit;
            end loop;
        end $$
        """;

    [Fact]
    public async Task RestoredFeed_KeepsItsPositions_AndGetsEveryOtherChange()
    {
        await using var old = await FaultyPostgres.StartAsync(folders.New());
        await old.FillAsync();
        await using var before = new DataStack(old.ConnectionString);
        await UntilSealedAsync(before);
        await before.ExecuteAsync(AgeSql);
        foreach (var subject in new[] { "sealed 1", "sealed 2" })
            await FeedRecord.WriteAsync(before, subject);
        await UntilSealedAsync(before);
        foreach (var subject in new[] { "unsealed 1", "unsealed 2" })
            await FeedRecord.WriteAsync(before, subject);
        var positions = await FeedRecord.ReadAsync(before);

        var folder = folders.New();
        await using var restored = await FaultyPostgres.StartAsync(folder);
        await RestoreAsync(old, restored, Path.Combine(folder, "dump.sql"));
        await using var after = new DataStack(restored.ConnectionString);
        (await after.ScalarAsync<bool>("select max(xid) >= pg_snapshot_xmax(pg_current_snapshot()) from "
            + "(select xid from changes where xid is not null order by xid desc limit 1) c (xid)"))
            .Should().BeTrue("the new cluster is younger, so the test has a case");
        await FeedRecord.WriteAsync(after, "new 1");
        await UntilSealedAsync(after);
        await FeedRecord.WriteAsync(after, "new 2");
        await UntilSealedAsync(after);

        (await FeedRecord.ReadAsync(after)).Should().Equal([.. positions, "unsealed 1", "unsealed 2", "new 1", "new 2"]);

        // When the new cluster reaches the old IDs, nothing is sealed again.
        await after.ExecuteAsync(AgeSql);
        await after.ExecuteAsync(AgeSql);
        await FeedRecord.WriteAsync(after, "new 3");
        await UntilSealedAsync(after);
        (await FeedRecord.ReadAsync(after)).Should().Equal([.. positions, "unsealed 1", "unsealed 2", "new 1", "new 2", "new 3"]);
    }

    private static async Task RestoreAsync(FaultyPostgres source, FaultyPostgres target, string dump)
    {
        await source.ProgramAsync("pg_dump", "-d", Address(source), "-f", dump);
        await target.ProgramAsync("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", Address(target), "-f", dump);

        static string Address(FaultyPostgres postgres) => $"host=127.0.0.1 port={postgres.Port} user=sharing dbname=postgres";
    }

    private static async Task UntilSealedAsync(DataStack stack)
    {
        do
            await stack.Get<FeedSealing>().SealAsync(CancellationToken.None);
        while (await stack.ScalarAsync<bool>(
            "select exists (select from changes c where not exists (select from feed f where f.change_id = c.id))"));
    }
}
