using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hal.Sharing.Tests.Support;

/// <summary>The built server as a process of its own, as a user starts it.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}");
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public static string Assembly => Path.Combine(AppContext.BaseDirectory, "Hal.Sharing.Api.dll");

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>Starts a server on a free port and returns when it is ready; throws what it said when it ended instead.</summary>
    public static Task<ServerProcess> StartReadyAsync(string folder, params string[] arguments) =>
        StartReadyAsync(["dotnet", "exec", Assembly, "--environment", "Development"], folder, arguments);

    /// <summary>Starts a server by another command line, in a current folder that is not the program's.</summary>
    public static async Task<ServerProcess> StartReadyAsync(string[] commandLine, string folder, params string[] arguments)
    {
        var port = FreePort.Find();
        var server = new ServerProcess(
            Launch(folder, null, commandLine[0], [.. commandLine[1..], "--urls", $"http://127.0.0.1:{port}", .. arguments]), port);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Starts a server at once, on this free port, without waiting for it.</summary>
    public static ServerProcess Start(string folder, int port, params string[] arguments) =>
        Start(folder, port, null, ["--environment", "Development", "--urls", $"http://127.0.0.1:{port}", .. arguments]);

    /// <summary>Starts another server at the address of this one, which has ended, and returns when it is ready.</summary>
    public async Task<ServerProcess> StartAgainAsync(string folder, params string[] arguments)
    {
        var server = Start(folder, Address.Port, arguments);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Waits for the end without asking for it.</summary>
    public Task<Ended> EndedAsync() => EndAsync();

    /// <summary>Runs to the end what ends by itself: a verb, or a server that cannot start.</summary>
    public static Task<Ended> RunAsync(string folder, params string[] arguments) => RunAsync(folder, null, arguments);

    /// <summary>With another folder of PostgreSQL's programs.</summary>
    public static async Task<Ended> RunAsync(string folder, string? programs, string[] arguments)
    {
        await using var server = Start(folder, FreePort.Find(), programs, ["--environment", "Development", .. arguments]);
        return await server.EndAsync();
    }

    /// <summary>Runs any command line (runuser and the like) that ends in a server or a verb.</summary>
    public static async Task<Ended> RunCommandAsync(string folder, string program, params string[] arguments)
    {
        await using var server = new ServerProcess(Launch(folder, null, program, arguments), 0);
        return await server.EndAsync();
    }

    /// <summary>SIGTERM, then the end.</summary>
    public async Task<Ended> StopAsync()
    {
        _ = kill(_process.Id, 15);
        return await EndAsync();
    }

    /// <summary>SIGKILL, which leaves it no last word.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var client = new HttpClient(new ApiCheck("/sharing") { InnerHandler = new HttpClientHandler() }) { BaseAddress = Address };
        return await client.GetAsync(new Uri(path, UriKind.Relative));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
    }

    /// <summary>With another folder of PostgreSQL's programs.</summary>
    public static ServerProcess Start(string folder, int port, string? programs, string[] arguments) =>
        new(Launch(folder, programs, "dotnet", ["exec", Assembly, .. arguments]), port);

    private static Process Launch(string folder, string? programs, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["SHARING_DATA_DIR"] = folder;
        if (programs is not null)
            start.Environment["SHARING_POSTGRES_BIN"] = programs;
        return Process.Start(start)!;
    }

    private async Task ReadyAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!limit.IsCancellationRequested && !_process.HasExited)
        {
            try
            {
                using var answer = await GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(50, CancellationToken.None);
        }
        var ended = await StopAsync();
        throw new InvalidOperationException($"The server was not ready ({ended.ExitCode}): {ended.Output}{ended.Error}");
    }

    private async Task<Ended> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
        return new Ended(_process.ExitCode, await _output, await _error);
    }

#pragma warning disable SYSLIB1054, CA5392, IDE1006, CS8981 // One call of libc, named as it is.
    [DllImport("libc")]
    private static extern int kill(int pid, int signal);
#pragma warning restore SYSLIB1054, CA5392, IDE1006, CS8981
}

/// <summary>What a process left behind.</summary>
public sealed record Ended(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
