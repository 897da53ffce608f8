using Hal.Sharing.Bench.Cases;
using Hal.Sharing.Bench.DataSets;
using Hal.Sharing.Bench.Measuring;
using Hal.Sharing.Bench.Processes;
using Hal.Sharing.Bench.Reports;

namespace Hal.Sharing.Bench;

/// <summary>One run: makes what is missing, starts everything, measures all cases, and writes the report.</summary>
internal static class Bench
{
    /// <summary>Returns 1 if a lane failed, otherwise 0.</summary>
    public static async Task<int> RunAsync(BenchOptions options)
    {
        using var folders = new BenchFolders();
        await using var cluster = await Cluster.StartAsync(folders.Data);
        var machine = await MachineInfo.ReadAsync(folders, cluster);
        var tokens = new CallerTokenSource(folders.KeyFile);
        var sessions = new Dictionary<int, Session>();
        try
        {
            var maker = new DataSetMaker(cluster, folders.Server, folders.Seed);
            foreach (var size in options.Sizes)
                sessions[size] = await Session.StartAsync(await maker.MakeAsync(size), folders, tokens);
            var (titles, series) = (new List<KeyValuePair<string, string>>(), new List<Series>());
            var main = sessions[options.MainSize];
            var starts = options.Only is null ? await StartTimesAsync(main, options.Rounds) : [];
            var earlier = options.Against is null ? null : new DataSetMaker(cluster, options.Against, folders.Seed, "against");
            var cases = earlier is null
                ? CasesAsync(main, [.. sessions.OrderBy(one => one.Key).Select(one => one.Value)], options)
                : new VersionCases(main, options.Against!, await earlier.MakeAsync(options.MainSize)).AllAsync();
            await foreach (var bench in cases)
            {
                if (!options.Includes(bench.Key))
                    continue;
                titles.Add(new(bench.Key, bench.Title));
                series.AddRange(await Runner.RunAsync(bench, options));
            }
            var run = new RunResult(machine, options, titles, series, starts);
            var report = await ResultFiles.WriteAsync(run, folders.Results);
            Console.WriteLine(await File.ReadAllTextAsync(report));
            Console.Error.WriteLine($"Written to {report}");
            return series.Any(one => one.Samples.Any(sample => sample.Error is not null)) ? 1 : 0;
        }
        finally
        {
            foreach (var session in sessions.Values)
                session.Dispose();
        }
    }

    private static async IAsyncEnumerable<BenchCase> CasesAsync(Session main, IReadOnlyList<Session> sessions, BenchOptions options)
    {
        await foreach (var bench in new ReadCases(main, options).AllAsync())
            yield return bench;
        await foreach (var bench in new WriteCases(main, options).AllAsync())
            yield return bench;
        if (options.IsQuick)
            yield break;
        if (options.MayInclude("limits"))
        {
            await foreach (var bench in new LimitCases(main).AllAsync())
                yield return bench;
        }
        if (options.MayInclude("telemetry"))
        {
            await foreach (var bench in new TelemetryCases(main).AllAsync())
                yield return bench;
        }
        await foreach (var bench in SizeCases.PagesAsync(main))
            yield return bench;
        if (sessions.Count == 1)
            yield break;
        await foreach (var bench in SizeCases.AllAsync(sessions))
            yield return bench;
    }

    private static async Task<List<double>> StartTimesAsync(Session session, int rounds)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
            times.Add((await session.StartAgainAsync()).TotalMilliseconds);
        return times;
    }
}
