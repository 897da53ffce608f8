using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Hal.Sharing.Bench.Processes;

/// <summary>A running program that is measured: the server or a twin.</summary>
internal sealed class BenchProgram : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly string _allocations;

    private BenchProgram(string name, Process process, int port, string allocations)
    {
        (Name, _process, _allocations) = (name, process, allocations);
        Url = $"http://127.0.0.1:{port}";
        Http = new HttpClient { BaseAddress = new Uri(Url) };
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public string Name { get; }

    public string Url { get; }

    public HttpClient Http { get; }

    public int ProcessId => _process.Id;

    /// <summary>From the start of the process to its first response with status 200.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>The bytes that the program has allocated since its start; 0 if it is not counted.</summary>
    public long Allocated => File.Exists(_allocations) && File.ReadAllText(_allocations).Trim() is { Length: > 0 } text
        ? long.Parse(text, CultureInfo.InvariantCulture)
        : 0;

    /// <summary>Starts the program and waits for its first response.</summary>
    /// <param name="countsAllocations">Whether <see cref="StartupHook"/> runs in the program.</param>
    public static async Task<BenchProgram> StartAsync(ProgramStart start, bool countsAllocations)
    {
        var port = Ports.Free();
        var allocations = Path.Combine(start.LogFolder, $"{start.Name}-{port}.allocations");
        var log = Path.Combine(start.LogFolder, $"{start.Name}.log");
        var command = $"exec dotnet {string.Join(' ', start.Arguments($"http://127.0.0.1:{port}"))} > '{log}' 2>&1";
        var info = new ProcessStartInfo("sh", ["-c", command]);
        info.Environment["ConnectionStrings__Sharing"] = start.ConnectionString;
        info.Environment["Auth__SigningKeyFile"] = start.KeyFile;
        foreach (var (name, value) in start.Environment)
            info.Environment[name] = value;
        if (countsAllocations)
        {
            info.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            info.Environment["BENCH_ALLOCATIONS"] = allocations;
        }
        var clock = Stopwatch.StartNew();
        var program = new BenchProgram(start.Name, Process.Start(info)!, port, allocations);
        while (!await program.AnswersAsync(start.Token))
        {
            if (program._process.HasExited || clock.Elapsed > StartLimit)
            {
                program.Dispose();
                throw new InvalidOperationException($"{start.Name} did not start; see {log}.");
            }
            await Task.Delay(10);
        }
        program.StartTime = clock.Elapsed;
        return program;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        return await Http.SendAsync(request);
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_allocations);
    }

    // Also if the run is interrupted.
    private void OnExit(object? sender, EventArgs arguments) => _process.Kill();

    private async Task<bool> AnswersAsync(string token)
    {
        try
        {
            using var response = await SendAsync(HttpMethod.Get, "/api/integrations/1/shares", token);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

/// <summary>How to start a program.</summary>
/// <param name="Arguments">The arguments of dotnet, for the URL to listen on.</param>
/// <param name="Token">A token whose user can read integration 1.</param>
internal sealed record ProgramStart(
    string Name, Func<string, string[]> Arguments, string ConnectionString, string KeyFile, string LogFolder, string Token)
{
    /// <summary>More variables.</summary>
    public Dictionary<string, string> Environment { get; } = [];
}
