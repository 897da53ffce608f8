namespace Hal.Sharing.Tests.Support;

/// <summary>Where tests keep databases: in memory if there is enough, otherwise in the temporary folder.</summary>
internal static class FastFolder
{
    private const string Memory = "/dev/shm";
    private const long LeastMemory = 4L << 30;

    public static string Parent { get; } = IsUsable() ? Memory : Path.GetTempPath();

    // Some tests run programs in their folder.
    private static bool IsUsable()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Memory) || new DriveInfo(Memory).AvailableFreeSpace < LeastMemory)
            return false;
        var options = File.ReadLines("/proc/mounts").Select(line => line.Split(' ')).LastOrDefault(mount => mount[1] == Memory)?[3];
        return options?.Split(',').Contains("noexec") == false;
    }
}
