namespace Hal.Sharing.Data.Embedded;

/// <summary>
/// The default folders. The account that runs PostgreSQL cannot reach root's home, so root gets the machine's folders.
/// </summary>
internal static class UserFolders
{
    private const string Name = "hal-sharing";

    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static string Data => IsRoot
        ? $"/var/lib/{Name}"
        : Path.Combine(Folder(Environment.SpecialFolder.LocalApplicationData), Name);

    public static string Cache => IsRoot ? $"/var/cache/{Name}"
        : OperatingSystem.IsWindows() ? Path.Combine(Data, "cache")
        : OperatingSystem.IsMacOS() ? Path.Combine(Folder(Environment.SpecialFolder.UserProfile), "Library", "Caches", Name)
        : Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? cache
                : Path.Combine(Folder(Environment.SpecialFolder.UserProfile), ".cache"),
            Name);

    // Not verified: a missing home must lead to an error about that path, not to the working folder.
    private static string Folder(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify);
}
