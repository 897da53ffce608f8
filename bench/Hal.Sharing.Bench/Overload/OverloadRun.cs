using System.Diagnostics;
using System.Globalization;
using Hal.Sharing.Bench.Cases;
using Hal.Sharing.Bench.DataSets;
using Hal.Sharing.Bench.Processes;

namespace Hal.Sharing.Bench.Overload;

/// <summary>
/// Measures what overload does to others: many writes of one integration beside reads, and three times as many requests as the server can
/// serve. Each is measured with limits and without.
/// </summary>
internal static class OverloadRun
{
    public const string Name = "overload";

    private const string Usage = $"bench/run {Name} [--seconds N] [--rounds N] [--only one-integration|three-times]";

    private const int Power = 4;
    private const int Writers = 512;
    private const int WarmUpSeconds = 10;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (seconds, rounds, only) = Parse(arguments);
        using var folders = new BenchFolders();
        await using var cluster = await Cluster.StartAsync(folders.Data);
        var set = await new DataSetMaker(cluster, folders.Server, folders.Seed).MakeAsync(Power);
        var tokens = new CallerTokenSource(folders.KeyFile);
        var requests = await OverloadRequests.MakeAsync(set, tokens);
        (string Name, string[] Arguments)[] servers = [("limits on", Session.NoRate), ("limits off", ["--Limits:Enabled=false"])];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, settings) in servers)
            {
                Console.WriteLine($"== {name}, round {round + 1}");
                using var server = await BenchProgram.StartAsync(
                    new(
                        $"overload-{name.Replace(' ', '-')}",
                        url => [folders.Server.Program, "--urls", url, "--environment", "Staging", .. settings],
                        set.ConnectionString, folders.KeyFile, folders.Logs, await tokens.OfAsync(set.CallerOf(1))),
                    countsAllocations: false);
                using var load = new Load(new Uri(server.Url).Port);
                await load.InTurnsAsync(16, WarmUpSeconds, requests.Mixed);
                if (only is null or "one-integration")
                    await OneIntegrationAsync(load, requests, seconds);
                if (only is null or "three-times")
                    await ThreeTimesCapacityAsync(load, requests, seconds);
            }
        }
        return 0;
    }

    private static async Task OneIntegrationAsync(Load load, OverloadRequests requests, double seconds)
    {
        var quiet = await ReadAsync();
        await ShowAsync("quiet", quiet, null);
        foreach (var (callers, write) in new (string, Func<ReadOnlyMemory<byte>>)[]
            { ("one caller", requests.WriteAsOne), ("many callers", requests.WriteAsMany) })
        {
            var writing = load.InTurnsAsync(Writers, seconds + 1, write);
            await Task.Delay(TimeSpan.FromSeconds(1));
            var beside = await ReadAsync();
            await ShowAsync($"{Writers} writers of one integration, {callers}", beside, await writing);
        }

        Task<Responses> ReadAsync() => load.InTurnsAsync(1, seconds, requests.Read, TimeSpan.FromMilliseconds(10));

        Task ShowAsync(string title, Responses reads, Responses? writes) => WriteLineAsync(
            $"{title}: reads of others p50 {Ms(reads, 50)}, p99 {Ms(reads, 99)} ms ({reads.Statuses()})"
                + (writes is null ? "" : Writes(writes)));

        string Writes(Responses writes) =>
            $"; writes {writes.Count(Responses.IsAccepted) / (seconds + 1):0}/s, p99 {Ms(writes, 99)} ms ({writes.Statuses()})";
    }

    private static async Task ThreeTimesCapacityAsync(Load load, OverloadRequests requests, double seconds)
    {
        var before = await LightAsync();
        var best = (await load.InTurnsAsync(64, seconds, requests.Mixed)).Count(Responses.IsAccepted) / seconds;
        var (own, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var (over, unsent) = await load.AtRateAsync(3 * best, seconds, requests.Mixed);
        var share = 100 * (Environment.CpuUsage.TotalTime - own) / (clock.Elapsed * Environment.ProcessorCount);
        var accepted = over.Count(Responses.IsAccepted) / seconds;
        await Task.Delay(TimeSpan.FromSeconds(10));
        var after = await LightAsync();
        await WriteLineAsync(
            $"capacity {best:0}/s; at 3 times: {accepted:0}/s accepted ({accepted / best:0.00}), p99 {Ms(over, 99)} ms; "
                + $"refused {over.Count(Responses.IsShed) / seconds:0}/s, p50 {Shed(over, 50)}, p99 {Shed(over, 99)}, "
                + $"max {Shed(over, 100)} ms; the load took {share:0} % of the processors; unsent {unsent}; {over.Statuses()}");
        await WriteLineAsync(
            $"light load before: p50 {Ms(before, 50)}, p99 {Ms(before, 99)} ms; 10 s after: p50 {Ms(after, 50)}, p99 {Ms(after, 99)} ms");

        Task<Responses> LightAsync() => load.InTurnsAsync(4, seconds, requests.Mixed, TimeSpan.FromMilliseconds(10));
    }

    private static string Shed(Responses responses, double percent) =>
        responses.Percentile(percent, Responses.IsShed).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ms(Responses responses, double percent) =>
        responses.Percentile(percent, Responses.IsAccepted).ToString("0.0", CultureInfo.InvariantCulture);

    private static Task WriteLineAsync(string line) => Console.Out.WriteLineAsync(line);

    private static (double Seconds, int Rounds, string? Only) Parse(string[] arguments)
    {
        var (seconds, rounds, only) = (10.0, 1, (string?)null);
        for (var at = 0; at < arguments.Length; at += 2)
        {
            var value = at + 1 < arguments.Length ? arguments[at + 1] : throw new FormatException(Usage);
            switch (arguments[at])
            {
                case "--seconds":
                    seconds = double.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--rounds":
                    rounds = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--only" when value is "one-integration" or "three-times":
                    only = value;
                    break;
                default:
                    throw new FormatException($"Unknown argument '{arguments[at]}'. {Usage}");
            }
        }
        return (seconds, rounds, only);
    }
}
