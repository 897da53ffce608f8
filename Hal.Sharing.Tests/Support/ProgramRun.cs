using System.Diagnostics;

namespace Hal.Sharing.Tests.Support;

/// <summary>The server's program as a process of its own: what it printed where, and how it ended.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    public static async Task<ProgramRun> OfAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Hal.Sharing.Api.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await errors);
    }
}
