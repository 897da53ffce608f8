using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;

namespace Hal.Sharing.Tests.Support;

/// <summary>A process with the name postgres that has ended, and whose parent never reads its exit code.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class Zombie : IDisposable
{
    private readonly Process _parent;

    private Zombie(Process parent, int processId) => (_parent, ProcessId) = (parent, processId);

    public int ProcessId { get; }

    /// <param name="folder">A new folder for the program.</param>
    public static Zombie Make(string folder)
    {
        var program = Path.Combine(Directory.CreateDirectory(folder).FullName, "postgres");
        File.Copy("/bin/sleep", program);
        // The shell starts the program and then becomes another one, which waits for no process.
        var parent = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{program} 60 & echo $!; exec sleep 60"])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            var processId = int.Parse(parent.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
            // Killed before it executes the program, the process would keep the name of the shell.
            SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{processId}/comm") == "postgres\n");
            SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{parent.Id}/comm") == "sleep\n");
            using (var started = Process.GetProcessById(processId))
                started.Kill();
            SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{processId}/stat").Contains("(postgres) Z", StringComparison.Ordinal));
            return new(parent, processId);
        }
        catch
        {
            parent.Kill();
            parent.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _parent.Kill();
        _parent.WaitForExit();
        _parent.Dispose();
    }
}
