using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The cases that write: alone, against PostgreSQL with the same statements, and beside reads.</summary>
internal sealed class WriteCases(Session session, BenchOptions options)
{
    private IReadOnlyList<int> Connections => options.IsQuick ? [16] : [1, 16, 64];

    public async IAsyncEnumerable<BenchCase> AllAsync()
    {
        var work = session.Workloads;
        yield return new(CaseKeys.PutShare, "PUT share", Connections,
        [
            session.Pgbench(() => PgbenchScripts.PutShare(session.Set)),
            session.Lane(session.Server, await work.PutSharesAsync()),
        ]);
        if (options.IsQuick)
            yield break;
        yield return new(CaseKeys.Transfer, "Transfer", Connections,
        [
            session.Pgbench(() => PgbenchScripts.Transfer(session.Set)),
            session.Lane(session.Server, await work.TransfersAsync()),
        ]);
        var shares = await work.SharesAsync();
        yield return new(CaseKeys.Disturbed, "Unchanged share list, while a team is renamed and a share is written each second", [16],
        [
            session.Lane(session.Server, shares, "quiet"),
            new DisturbedLane("disturbed", session.Lane(session.Server, shares), session.Server, await work.DisturbancesAsync()),
        ]);
    }
}
