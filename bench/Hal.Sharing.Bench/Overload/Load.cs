using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hal.Sharing.Bench.Overload;

/// <summary>Sends requests to one server, as clients that wait for responses or at a rate that does not depend on them.</summary>
internal sealed class Load(int port) : IDisposable
{
    private const int MostConnections = 4000;

    private readonly ConcurrentStack<HttpConnection> _idle = new();
    private int _opened;

    /// <summary>Each connection sends its next request when it has the response to the last one, after a pause.</summary>
    public async Task<Responses> InTurnsAsync(
        int connections, double seconds, Func<ReadOnlyMemory<byte>> requests, TimeSpan pause = default)
    {
        var responses = new Responses();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async number =>
        {
            using var connection = new HttpConnection(port);
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                await responses.SendAsync(connection, requests());
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause);
            }
        }));
        return responses;
    }

    /// <summary>Sends so many requests per second, whatever the responses take. Waits for all of them at the end.</summary>
    /// <returns>The responses, and how many requests could not be sent in time because all connections waited.</returns>
    public async Task<(Responses Responses, int Unsent)> AtRateAsync(double perSecond, double seconds, Func<ReadOnlyMemory<byte>> requests)
    {
        var (responses, open, unsent) = (new Responses(), new ConcurrentBag<Task>(), 0);
        var clock = Stopwatch.StartNew();
        for (var sent = 0; clock.Elapsed.TotalSeconds < seconds;)
        {
            for (var due = (int)(clock.Elapsed.TotalSeconds * perSecond); sent < due; sent++)
            {
                if (TakeConnection() is { } connection)
                    open.Add(SendAsync(connection, responses, requests()));
                else
                    unsent++;
            }
            await Task.Delay(1);
        }
        await Task.WhenAll(open);
        return (responses, unsent);
    }

    public void Dispose()
    {
        foreach (var connection in _idle)
            connection.Dispose();
    }

    private HttpConnection? TakeConnection()
    {
        if (_idle.TryPop(out var connection))
            return connection;
        return _opened >= MostConnections ? null : NewConnection();
    }

    private HttpConnection NewConnection()
    {
        _opened++;
        return new(port);
    }

    private async Task SendAsync(HttpConnection connection, Responses responses, ReadOnlyMemory<byte> request)
    {
        await responses.SendAsync(connection, request);
        _idle.Push(connection);
    }
}
