using System.ComponentModel;
using System.Diagnostics;

namespace Hal.Sharing.Data.Embedded;

/// <summary>The exit code and output of a program.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The line that most likely names the cause of a failure.</summary>
    public string Reason => PickReason(Error) ?? PickReason(Output) ?? $"exit code {ExitCode}";

    /// <summary>Runs a program. The exit code is 127 if it does not exist. A canceled run is killed with its child processes.</summary>
    public static async Task<ProgramRun> StartAsync(
        string program, IEnumerable<string> arguments, string workingFolder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        // Messages are searched for English words.
        start.Environment["LC_ALL"] = "C";
        start.Environment.Remove("LANGUAGE");

        Process? started;
        try
        {
            started = Process.Start(start);
        }
        catch (Win32Exception exception)
        {
            return new ProgramRun(127, "", exception.Message);
        }
        using var process = started ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Returns the most severe message, without time and process ID; null without any line.</summary>
    public static string? PickReason(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return After("PANIC:") ?? After("FATAL:") ?? After("error:") ?? lines.LastOrDefault();

        string? After(string severity) => lines.FirstOrDefault(line => line.Contains(severity, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(severity, StringComparison.Ordinal) + severity.Length)..].Trim()
            : null;
    }
}
