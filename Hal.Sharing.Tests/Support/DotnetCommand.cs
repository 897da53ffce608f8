using System.Diagnostics;

namespace Hal.Sharing.Tests.Support;

/// <summary>Commands of the SDK, which leave no process behind.</summary>
public static class DotnetCommand
{
    // All commands write to the same folder obj.
    private static readonly SemaphoreSlim OneOnBuild = new(1);

    /// <summary>Runs a command on what is built already, and fails with its output.</summary>
    public static async Task RunOnBuildAsync(params string[] arguments)
    {
        await OneOnBuild.WaitAsync();
        try
        {
            await RunAsync(
                [.. arguments, "--no-build", "-c", PublishedServer.Configuration, "--disable-build-servers", "-nodeReuse:false"]);
        }
        finally
        {
            OneOnBuild.Release();
        }
    }

    /// <summary>Runs a command in a folder that no project is in.</summary>
    public static async Task RunAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, await output + await error);
    }
}
