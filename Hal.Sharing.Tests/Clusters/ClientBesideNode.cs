using System.Globalization;

namespace Hal.Sharing.Tests.Clusters;

/// <summary>
/// A client that is cut off together with its node: it still reaches PostgreSQL there, and writes to it until it is no longer the primary.
/// </summary>
public sealed class ClientBesideNode(PatroniCluster cluster)
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Writes that a primary took and that are either acknowledged or ended by its end.</summary>
    public int Sent { get; private set; }

    public int Acknowledged { get; private set; }

    /// <summary>Creates an empty table, while all nodes still have each other.</summary>
    public async Task PrepareAsync(string node)
    {
        var (isDone, text) = await cluster.AskAsync(
            node, "create table if not exists beside (number integer); grant select on beside to sharing; truncate beside");
        if (!isDone)
            throw new InvalidOperationException(text);
    }

    public void Start(string node) => _running = RunAsync(node);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <summary>Returns how many of its rows each node has.</summary>
    public async Task<IReadOnlyList<int>> CountAsync()
    {
        await cluster.CallAsync("settle");
        var counts = new List<int>();
        foreach (var node in new[] { "1", "2", "3" })
            counts.Add(int.Parse((await cluster.AskAsync(node, "select count(*) from beside")).Output, CultureInfo.InvariantCulture));
        return counts;
    }

    // A COMMIT that waits for a standby shows its row to no one else; PostgreSQL ends it together with the connection when it is demoted.
    private async Task RunAsync(string node)
    {
        while (!_stop.IsCancellationRequested && await IsPrimaryAsync(node))
        {
            var (isDone, _) = await cluster.AskAsync(node, $"insert into beside values ({Sent})");
            Sent++;
            Acknowledged += isDone ? 1 : 0;
        }
    }

    private async Task<bool> IsPrimaryAsync(string node) => await cluster.AskAsync(node, "select pg_is_in_recovery()") is (true, "f");
}
