namespace Hal.Sharing.Bench.Measuring;

/// <summary>Runs a case: all lanes once, then all again, so that what disturbs the machine disturbs all of them.</summary>
internal static class Runner
{
    // .NET compiles what runs often a second time, by what it has seen: the first seconds say nothing of the rest.
    private const double FirstWarmUp = 10;
    private const double NextWarmUp = 2;

    private static readonly HashSet<string> Warm = [];

    public static async Task<List<Series>> RunAsync(BenchCase bench, BenchOptions options)
    {
        await BodyCheck.RequireSameAsync(bench);
        var series = new List<Series>();
        foreach (var connections in bench.Connections)
        {
            var samples = bench.Lanes.ToDictionary(lane => lane, _ => new List<Sample>());
            foreach (var lane in bench.Lanes)
                await lane.WarmAsync(connections, Warm.Add(lane.Name) ? FirstWarmUp : NextWarmUp);
            for (var round = 0; round < options.Rounds; round++)
                foreach (var lane in bench.Lanes)
                    samples[lane].Add(await lane.RunAsync(connections, options.Seconds));
            foreach (var lane in bench.Lanes)
            {
                series.Add(new(bench.Key, connections, lane.Name, samples[lane]));
                Show(series[^1]);
            }
        }
        return series;
    }

    private static void Show(Series series)
    {
        var rates = series.Samples.Select(sample => sample.PerSecond).Order().ToList();
        var error = series.Samples.FirstOrDefault(sample => sample.Error is not null)?.Error;
        Console.Error.WriteLine(
            $"{series.Case,-22} {series.Connections,3} {series.Lane,-24} {rates[rates.Count / 2],9:0} requests/s {error}");
    }
}
