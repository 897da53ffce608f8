using Hal.Sharing.Bench.DataSets;
using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The cases that compare the server with an earlier version, which has its own database. Their documents can differ.</summary>
internal sealed class VersionCases(Session session, ServerBuild earlier, DataSet set)
{
    private static readonly int[] Connections = [1, 16, 64];

    private static readonly (string Key, string Title, Func<Workloads, Task<List<RequestLine>>> Requests)[] Requests =
    [
        .. SizeCases.Reads,
        ("my-integrations", "integrations of an ordinary user", work => work.ByCallersAsync("/api/integrations")),
        ("put-share", "PUT share", work => work.PutSharesAsync()),
        ("transfer", "transfer", work => work.TransfersAsync()),
    ];

    public async IAsyncEnumerable<BenchCase> AllAsync()
    {
        var other = await session.StartOtherAsync(earlier, set);
        foreach (var (key, title, requests) in Requests)
        {
            // In two lists, because lanes that share requests must have the same responses.
            var (before, now) = (await requests(session.Workloads), await requests(session.Workloads));
            yield return new($"{CaseKeys.Versions}-{key}", $"An earlier version and this one: {title}", Connections,
                [session.Lane(other, before), session.Lane(session.Server, now)]);
        }
    }
}
