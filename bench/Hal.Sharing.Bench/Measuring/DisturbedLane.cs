using Hal.Sharing.Bench.Processes;

namespace Hal.Sharing.Bench.Measuring;

/// <summary>Measures reads while writes are sent one after the other, one round of them each second.</summary>
/// <param name="writes">Each element is sent in a second of its own, one after the other, beginning again after the last.</param>
internal sealed class DisturbedLane(string name, WrkLane reads, BenchProgram program, IReadOnlyList<RequestLine[]> writes) : Lane(name)
{
    private int _second;

    public override Task WarmAsync(int connections, double seconds) => reads.WarmAsync(connections, seconds);

    public override async Task<Sample> RunAsync(int connections, double seconds)
    {
        using var end = new CancellationTokenSource();
        var writing = WriteAsync(end.Token);
        var sample = await reads.RunAsync(connections, seconds);
        await end.CancelAsync();
        return await writing is { } error ? Sample.Failed(error) : sample;
    }

    /// <summary>Returns why a write failed; null if none did.</summary>
    private async Task<string?> WriteAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            do
            {
                foreach (var write in writes[_second++ % writes.Count])
                {
                    using var response = await program.SendAsync(new HttpMethod(write.Method), write.Path, write.Token, write.Body);
                    if (!response.IsSuccessStatusCode)
                        return $"{write.Method} {write.Path}: {await response.Content.ReadAsStringAsync(CancellationToken.None)}";
                }
            }
            while (await timer.WaitForNextTickAsync(end));
        }
        catch (OperationCanceledException)
        {
            // The round has ended.
        }
        return null;
    }
}
