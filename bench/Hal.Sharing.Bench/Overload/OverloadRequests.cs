using Hal.Sharing.Bench.Cases;
using Hal.Sharing.Bench.DataSets;
using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Overload;

/// <summary>The requests of <see cref="OverloadRun"/>, made once: a mix as of ordinary callers, and writes of one integration.</summary>
internal sealed class OverloadRequests
{
    private const int FirstOfMany = 100;
    private const int Many = 64;

    private readonly byte[][] _reads;
    private readonly byte[][] _mix;
    private readonly byte[][] _ofOne;
    private readonly byte[][] _ofMany;
    private int _next;

    private OverloadRequests(byte[][] reads, byte[][] mix, byte[][] ofOne, byte[][] ofMany) =>
        (_reads, _mix, _ofOne, _ofMany) = (reads, mix, ofOne, ofMany);

    public static async Task<OverloadRequests> MakeAsync(DataSet set, CallerTokenSource tokens)
    {
        var work = new Workloads(set, tokens);
        // In each ten: four share lists, two shares, an integration, an owner, the caller's integrations, and a write.
        var (lists, shares, integrations) = (await work.SharesAsync(), await work.ShareAsync(), await work.IntegrationsAsync());
        var (owners, own, writes) = (await work.OwnersAsync(), await work.ByCallersAsync("/api/integrations"), await work.PutSharesAsync());
        var mix = lists.Chunk(4).SelectMany((four, at) => (IEnumerable<RequestLine>)
        [
            .. four, shares[2 * at], shares[(2 * at) + 1], integrations[at], owners[at], own[at], writes[at % writes.Count],
        ]);
        var integration = set.Shared.Last();
        await AddWritersAsync(set, integration);
        var ofMany = new List<byte[]>();
        for (var user = FirstOfMany; user < FirstOfMany + Many; user++)
            ofMany.AddRange(Writes(integration, await tokens.OfAsync(DataSet.Text(user))));
        return new(
            [.. lists.Select(HttpConnection.Request)], [.. mix.Select(HttpConnection.Request)],
            Writes(integration, await tokens.OfAsync(set.CallerOf(integration))), [.. ofMany]);
    }

    public ReadOnlyMemory<byte> Read() => _reads[(uint)Interlocked.Increment(ref _next) % _reads.Length];

    public ReadOnlyMemory<byte> Mixed() => _mix[(uint)Interlocked.Increment(ref _next) % _mix.Length];

    public ReadOnlyMemory<byte> WriteAsOne() => _ofOne[(uint)Interlocked.Increment(ref _next) % _ofOne.Length];

    public ReadOnlyMemory<byte> WriteAsMany() => _ofMany[(uint)Interlocked.Increment(ref _next) % _ofMany.Length];

    private static Task<string> AddWritersAsync(DataSet set, int integration)
    {
        var sql = $"""
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select '{integration}', 'user:' || g, 3, '1', now(), now() from generate_series({FirstOfMany}, {FirstOfMany + Many - 1}) g
            on conflict (integration_id, principal_id) do update set access_level = 3
            """;
        return set.Cluster.RunAsync("psql", ["-q", "-d", set.Database, "-c", sql]);
    }

    private static byte[][] Writes(int integration, string token) =>
    [
        .. Enumerable.Range(1, 2).Select(level => HttpConnection.Request(new(
            $"/api/integrations/{integration}/shares/{DataSet.Recipient}", token, "PUT", $$"""{"accessLevel":{{level}}}"""))),
    ];
}
