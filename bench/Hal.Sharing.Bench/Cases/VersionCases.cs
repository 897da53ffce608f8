using Hal.Sharing.Bench.DataSets;
using Hal.Sharing.Bench.Measuring;
using Hal.Sharing.Bench.Processes;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The cases that compare the server with an earlier version, which has its own database. Their documents can differ.</summary>
internal sealed class VersionCases(Session session, ServerBuild earlier, DataSet set)
{
    private static readonly int[] Connections = [1, 16, 64];

    private static readonly (string Key, string Title, Func<Workloads, Task<List<RequestLine>>> Requests)[] Reads =
        [.. SizeCases.Reads, ("my-integrations", "integrations of an ordinary user", work => work.ByCallersAsync("/api/integrations"))];

    private static readonly (string Key, string Title, Func<Workloads, Task<List<RequestLine>>> Requests)[] Writes =
        [("put-share", "PUT share", work => work.PutSharesAsync()), ("transfer", "transfer", work => work.TransfersAsync())];

    public async IAsyncEnumerable<BenchCase> AllAsync()
    {
        var before = await session.StartOtherAsync(earlier, set, hasLimits: true);
        foreach (var (key, title, requests) in Reads)
            yield return await CaseAsync(key, title, requests, before, session.Server);
        // So many writers of so few integrations would be refused.
        before = await session.StartOtherAsync(earlier, set, hasLimits: false);
        var now = await session.StartUnlimitedAsync();
        foreach (var (key, title, requests) in Writes)
            yield return await CaseAsync(key, title, requests, before, now);
    }

    private async Task<BenchCase> CaseAsync(
        string key, string title, Func<Workloads, Task<List<RequestLine>>> requests, BenchProgram before, BenchProgram now)
    {
        // In two lists, because lanes that share requests must have the same responses.
        var (first, second) = (await requests(session.Workloads), await requests(session.Workloads));
        return new($"{CaseKeys.Versions}-{key}", $"An earlier version and this one: {title}", Connections,
            [session.Lane(before, first), session.Lane(now, second)]);
    }
}
