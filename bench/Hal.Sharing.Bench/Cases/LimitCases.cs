using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The cases that compare the server with the same server without limits.</summary>
internal sealed class LimitCases(Session session)
{
    private const string Off = "off";
    private const string On = "on";

    private static readonly int[] Connections = [16, 64];

    public async IAsyncEnumerable<BenchCase> AllAsync()
    {
        var unlimited = await session.StartUnlimitedAsync();
        var work = session.Workloads;
        var (shares, writes) = (await work.SharesAsync(), await work.PutSharesAsync());
        yield return new(CaseKeys.LimitsList, "Limits: share list", Connections,
            [session.Lane(unlimited, shares, Off), session.Lane(session.Server, shares, On)]);
        yield return new(CaseKeys.LimitsPut, "Limits: PUT share", Connections,
            [session.Lane(unlimited, writes, Off), session.Lane(session.Server, writes, On)]);
    }
}
