using System.Globalization;
using System.Net;
using System.Text.Json;
using Hal.Sharing.Bench.Processes;

namespace Hal.Sharing.Bench.Measuring;

/// <summary>Sends requests to a program with wrk, each round from where the last one ended.</summary>
internal sealed class WrkLane(string name, BenchProgram program, Cluster cluster, IReadOnlyList<RequestLine> requests, BenchFolders folders)
    : Lane(name)
{
    // A 304 has only headers.
    private const double MostBytesOf304 = 600;

    private readonly string _file = Path.Combine(folders.Scratch, $"workload-{Guid.NewGuid():N}");
    private long _sent;
    private bool _isWritten;

    /// <summary>Whether each request has the current entity tag, so that each response is 304.</summary>
    public bool HoldsTags { get; init; }

    public BenchProgram Program => program;

    public IReadOnlyList<RequestLine> Requests => requests;

    public override async Task WarmAsync(int connections, double seconds)
    {
        if (!_isWritten)
            await WriteAsync();
        _isWritten = true;
        await MeasureAsync(connections, seconds);
    }

    public override async Task<Sample> RunAsync(int connections, double seconds)
    {
        var (server, database, allocated) = (Cpu, DatabaseCpu, await AllocatedAsync());
        var result = await MeasureAsync(connections, seconds);
        var count = Math.Max(1, result.Requests);
        return new(
            result.Requests / (result.Microseconds / 1e6), result.P50, result.P99,
            (Cpu - server) / count, (DatabaseCpu - database) / count,
            allocated == 0 ? null : (double)(await AllocatedAsync() - allocated) / count,
            ProcessCosts.Memory(program.ProcessId), ErrorOf(result, count));
    }

    private double Cpu => ProcessCosts.Cpu(program.ProcessId);

    private double DatabaseCpu => ProcessCosts.CpuWithChildren(cluster.ProcessId);

    private string? ErrorOf(WrkResult result, long count)
    {
        if (result.Requests == 0)
            return "no response";
        if (result.Refused + result.Failed > 0)
            return $"{result.Refused} responses with an error status, {result.Failed} failed connections or timeouts";
        return HoldsTags && result.Bytes / (double)count > MostBytesOf304 ? "responses other than 304" : null;
    }

    // The program writes its counter every 50 ms.
    private async Task<long> AllocatedAsync()
    {
        await Task.Delay(100);
        return program.Allocated;
    }

    private async Task WriteAsync()
    {
        var lines = new List<string>(requests.Count);
        foreach (var request in requests)
            lines.Add(request.ToLine(HoldsTags ? await TagAsync(request) : ""));
        await File.WriteAllLinesAsync(_file, lines);
    }

    private async Task<string> TagAsync(RequestLine request)
    {
        using var response = await program.SendAsync(HttpMethod.Get, request.Path, request.Token);
        return response.StatusCode == HttpStatusCode.OK && response.Headers.ETag?.ToString() is { } tag
            ? tag
            : throw new InvalidOperationException($"{program.Name} answered {request.Path} with {response.StatusCode} and no entity tag.");
    }

    private async Task<WrkResult> MeasureAsync(int connections, double seconds)
    {
        // wrk takes whole seconds.
        var duration = Math.Max(1, (int)Math.Round(seconds));
        var output = await Shell.RunAsync("wrk",
            [
                "-t", "1", "-c", connections.ToString(CultureInfo.InvariantCulture), "-d", $"{duration}s",
                "--timeout", "10s", "-s", folders.WrkScript, program.Url,
            ],
            ("WORKLOAD", _file), ("START", _sent.ToString(CultureInfo.InvariantCulture)));
        var line = output.Split('\n').Last(line => line.StartsWith('{'));
        var result = JsonSerializer.Deserialize<WrkResult>(line, JsonSerializerOptions.Web)!;
        _sent += result.Requests + connections;
        return result;
    }

    private sealed record WrkResult(long Requests, long Microseconds, long Bytes, double P50, double P99, long Refused, long Failed);
}
