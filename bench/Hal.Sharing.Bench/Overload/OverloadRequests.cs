using Hal.Sharing.Bench.Cases;
using Hal.Sharing.Bench.DataSets;

namespace Hal.Sharing.Bench.Overload;

/// <summary>The requests of <see cref="OverloadRun"/>, made once: reads of many share lists, and writes of one integration.</summary>
internal sealed class OverloadRequests
{
    private const int FirstOfMany = 100;
    private const int Many = 64;

    private readonly byte[][] _reads;
    private readonly byte[][] _ofOne;
    private readonly byte[][] _ofMany;
    private int _next;

    private OverloadRequests(byte[][] reads, byte[][] ofOne, byte[][] ofMany) => (_reads, _ofOne, _ofMany) = (reads, ofOne, ofMany);

    public static async Task<OverloadRequests> MakeAsync(DataSet set, CallerTokenSource tokens)
    {
        var reads = new List<byte[]>();
        foreach (var id in set.Warm)
            reads.Add(HttpConnection.Request("GET", $"/api/integrations/{id}/shares", await tokens.OfAsync(set.CallerOf(id))));
        var integration = set.Shared.First();
        await set.Cluster.RunAsync("psql", ["-q", "-d", set.Database, "-c", $"""
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select '{integration}', 'user:' || g, 3, '1', now(), now() from generate_series({FirstOfMany}, {FirstOfMany + Many - 1}) g
            on conflict (integration_id, principal_id) do update set access_level = 3
            """]);
        var ofMany = new List<byte[]>();
        for (var user = FirstOfMany; user < FirstOfMany + Many; user++)
            ofMany.AddRange(Writes(integration, await tokens.OfAsync(DataSet.Text(user))));
        return new([.. reads], Writes(integration, await tokens.OfAsync(set.CallerOf(integration))), [.. ofMany]);
    }

    public ReadOnlyMemory<byte> Read() => _reads[(uint)Interlocked.Increment(ref _next) % _reads.Length];

    public ReadOnlyMemory<byte> WriteAsOne() => _ofOne[(uint)Interlocked.Increment(ref _next) % _ofOne.Length];

    public ReadOnlyMemory<byte> WriteAsMany() => _ofMany[(uint)Interlocked.Increment(ref _next) % _ofMany.Length];

    private static byte[][] Writes(int integration, string token) =>
    [
        .. Enumerable.Range(1, 2).Select(level => HttpConnection.Request(
            "PUT", $"/api/integrations/{integration}/shares/{DataSet.Recipient}", token, $$"""{"accessLevel":{{level}}}""")),
    ];
}
