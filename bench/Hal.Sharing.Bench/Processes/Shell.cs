using System.Diagnostics;

namespace Hal.Sharing.Bench.Processes;

/// <summary>Runs other programs to their end.</summary>
internal static class Shell
{
    /// <summary>Returns what the program wrote to stdout. Throws if it fails.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}{output}");
    }
}
