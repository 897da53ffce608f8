using Hal.Sharing.Bench.DataSets;
using Hal.Sharing.Bench.Measuring;
using Hal.Sharing.Bench.Processes;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The programs that run on one data set.</summary>
internal sealed class Session : IDisposable
{
    /// <summary>Settings with which one caller can send as many requests as the server can serve.</summary>
    public static readonly string[] NoRate = ["--Limits:RequestsPerMinute=1000000000", "--Limits:RequestBurst=1000000000"];

    private const string LimitsEnabled = "Limits__Enabled";

    private readonly BenchFolders _folders;
    private readonly CallerTokenSource _tokens;
    private readonly List<BenchProgram> _programs = [];
    private readonly List<BenchProgram> _others = [];

    private Session(DataSet set, BenchFolders folders, CallerTokenSource tokens) =>
        (Set, _folders, _tokens, Workloads) = (set, folders, tokens, new(set, tokens));

    public DataSet Set { get; }

    public Workloads Workloads { get; }

    public BenchProgram Server => _programs[0];

    public BenchProgram Floor => _programs[1];

    /// <summary>All programs that have every form of the share list: floor, MVC, EF Core, server.</summary>
    public IEnumerable<BenchProgram> WithShareList => [.. _programs.Skip(1), Server];

    public static async Task<Session> StartAsync(DataSet set, BenchFolders folders, CallerTokenSource tokens)
    {
        var session = new Session(set, folders, tokens);
        try
        {
            await session.AddAsync(ProgramNames.Server, url => Arguments(folders.Server, url));
            foreach (var twin in new[] { ProgramNames.Floor, ProgramNames.Mvc, ProgramNames.Ef })
                await session.AddAsync(twin, url => [typeof(Session).Assembly.Location, twin, url]);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Starts the server once more, and returns the time to its first response.</summary>
    public async Task<TimeSpan> StartAgainAsync()
    {
        using var program = await BenchProgram.StartAsync(
            await StartOfAsync(ProgramNames.Server, url => Arguments(_folders.Server, url)), countsAllocations: false);
        return program.StartTime;
    }

    /// <summary>Starts the server once more, with telemetry, and a collector for it. Each signal is sent as often as by default.</summary>
    public async Task<BenchProgram> StartObservedAsync()
    {
        var sink = await BenchProgram.StartAsync(
            await StartOfAsync(ProgramNames.Sink, url => [typeof(Session).Assembly.Location, ProgramNames.Sink, url]),
            countsAllocations: false);
        _others.Add(sink);
        var start = await StartOfAsync(ProgramNames.Observed, url => Arguments(_folders.Server, url));
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Url;
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        var observed = await BenchProgram.StartAsync(start, countsAllocations: true);
        _others.Add(observed);
        return observed;
    }

    /// <summary>Starts the server once more, without limits.</summary>
    public async Task<BenchProgram> StartUnlimitedAsync()
    {
        var start = await StartOfAsync(ProgramNames.Unlimited, url => Arguments(_folders.Server, url));
        start.Environment[LimitsEnabled] = "false";
        var unlimited = await BenchProgram.StartAsync(start, countsAllocations: true);
        _others.Add(unlimited);
        return unlimited;
    }

    /// <summary>Starts another version of the server, on a data set with the same IDs.</summary>
    public async Task<BenchProgram> StartOtherAsync(ServerBuild server, DataSet set, bool hasLimits)
    {
        var start = await StartOfAsync(ProgramNames.Against, url => Arguments(server, url));
        start.Environment[LimitsEnabled] = hasLimits ? "true" : "false";
        var other = await BenchProgram.StartAsync(start with { ConnectionString = set.ConnectionString }, countsAllocations: true);
        _others.Add(other);
        return other;
    }

    public WrkLane Lane(BenchProgram program, IReadOnlyList<RequestLine> requests, string? name = null, bool holdsTags = false) =>
        new(name ?? program.Name, program, Set.Cluster, requests, _folders) { HoldsTags = holdsTags };

    public PgbenchLane Pgbench(Func<string> script, string name = ProgramNames.Pgbench) => new(name, Set, script, _folders);

    public void Dispose() => _programs.Concat(_others).ToList().ForEach(program => program.Dispose());

    // As in Production, which would require a provider. The callers of the bench are few, and have no limit on their requests.
    private static string[] Arguments(ServerBuild server, string url) =>
        [server.Program, "--urls", url, "--environment", "Staging", .. NoRate];

    private async Task AddAsync(string name, Func<string, string[]> arguments) =>
        _programs.Add(await BenchProgram.StartAsync(await StartOfAsync(name, arguments), countsAllocations: true));

    private async Task<ProgramStart> StartOfAsync(string name, Func<string, string[]> arguments) =>
        new(name, arguments, Set.ConnectionString, _folders.KeyFile, _folders.Logs, await _tokens.OfAsync(Set.CallerOf(1)));
}

/// <summary>The names of lanes that are programs. Those of twins are their arguments, too.</summary>
internal static class ProgramNames
{
    public const string Server = "server";
    public const string Floor = "floor";
    public const string Mvc = "mvc-dapper";
    public const string Ef = "ef-core";
    public const string Pgbench = "pgbench";
    public const string Observed = "observed";
    public const string Unlimited = "unlimited";
    public const string Against = "against";
    public const string Sink = "otlp-sink";
}
