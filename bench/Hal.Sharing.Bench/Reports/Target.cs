using Hal.Sharing.Bench.Cases;

namespace Hal.Sharing.Bench.Reports;

/// <summary>A limit that the server must hold.</summary>
/// <param name="Measured">Null if this run did not measure it.</param>
internal sealed record Target(string Subject, string Limit, string? Measured, bool IsMet);

/// <summary>The limits, with what a run has measured.</summary>
internal static class Targets
{
    private const string Server = ProgramNames.Server;
    private const string Floor = ProgramNames.Floor;
    private const double LongestStart = 1500;
    private const double MostMemory = 200e6;
    private const double LongestList = 20_000;

    public static IEnumerable<Target> Of(RunResult run) =>
    [
        AtLeast(run, "Unchanged share list, 16 connections, against the floor", CaseKeys.List, 16, Server, Floor, 3.5),
        AtLeast(run, "Unchanged share list, 16 connections, against EF Core", CaseKeys.List, 16, Server, ProgramNames.Ef, 9),
        AtLeast(run, "Unchanged share list, 64 connections, against the floor", CaseKeys.List, 64, Server, Floor, 5),
        AtLeast(run, "Unchanged share list, 1 connection, against the floor", CaseKeys.List, 1, Server, Floor, 2),
        AtLeast(run, "Share list never read before, against the floor", CaseKeys.ColdList, 16, Server, Floor, 1),
        AtLeast(run, "One share, against the floor", CaseKeys.Share, 16, Server, Floor, 3.5),
        AtLeast(run, "Owner, against the floor", CaseKeys.Owner, 16, Server, Floor, 3.5),
        AtLeast(run, "Integration, against the floor", CaseKeys.Integration, 16, Server, Floor, 3.5),
        AtLeast(run, "304, against the unchanged list", CaseKeys.NotModified, 16, "server, 304", "server, 200", 1.1),
        AtLeast(run, "Unchanged list beside writes, against the quiet figure", CaseKeys.Disturbed, 16, "disturbed", "quiet", 0.8),
        AtLeast(run, "PUT share, against pgbench of its statements", CaseKeys.PutShare, 16, Server, ProgramNames.Pgbench, 0.6),
        .. SizeCases.Reads.Select(read =>
            AtLeast(run, $"10^7 shares against 10^4: {read.Title}", SizeCases.KeyOf(read.Key), 16, "10^7", "10^4", 1 / 1.15)),
        AtLeast(run, "First page of 100,000 shares against 1,000", CaseKeys.FirstPage, 16, "100,000 shares", "1,000 shares", 0.8),
        AtLeast(run, "Deep page of 100,000 shares against 1,000", CaseKeys.DeepPage, 16, "100,000 shares", "1,000 shares", 0.8),
        AtMost("p50 of the integrations of a member of 200 teams, 1 connection, in ms",
            Spread.Of(run.Find(CaseKeys.ManyIntegrations, 1, Server)?.Samples.Select(one => one.P50) ?? [])?.Median, LongestList, 1000),
        Tail(run),
        AtMost("Start to first response, in s", Spread.Of(run.Starts.Select(one => (double?)one))?.Median, LongestStart, 1000),
        AtMost("Resident memory after load, in MB", MostMemoryOf(run), MostMemory, 1e6),
    ];

    private static Target AtLeast(RunResult run, string subject, string key, int connections, string lane, string baseline, double least)
    {
        var ratio = RunResult.Ratio(run.Find(key, connections, lane), run.Find(key, connections, baseline));
        return new(subject, $"at least {Spread.Number(least, "0.##")} x", ratio?.Show("0.00"), ratio?.Median >= least);
    }

    private static Target AtMost(string subject, double? measured, double most, double divisor) => new(
        subject, $"at most {Spread.Number(most / divisor, "0.##")}",
        measured is { } value ? Spread.Number(value / divisor, "0.0#") : null, measured <= most);

    private static Target Tail(RunResult run)
    {
        var (server, floor) = (P99(run, Server), P99(run, Floor));
        return new("p99 of the unchanged list, 64 connections, in ms",
            floor is null ? "that of the floor" : $"at most {Spread.Number(floor.Value.Median / 1000, "0.00")}",
            server?.Show("0.00", 1000), server?.Median <= floor?.Median);
    }

    private static Spread? P99(RunResult run, string lane) =>
        Spread.Of(run.Find(CaseKeys.List, 64, lane)?.Samples.Select(one => one.P99) ?? []);

    private static double? MostMemoryOf(RunResult run) => (
        from series in run.Series
        where series.Lane.StartsWith(Server, StringComparison.Ordinal)
        from sample in series.Samples
        select (double?)sample.Memory).Max();
}
