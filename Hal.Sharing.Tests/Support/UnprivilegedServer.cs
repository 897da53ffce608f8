using System.Diagnostics;

namespace Hal.Sharing.Tests.Support;

/// <summary>The server as a user other than root starts it.</summary>
public static class UnprivilegedServer
{
    /// <summary>Creates the folder, which this user owns, and returns the command line to which commands of the server are added.</summary>
    public static async Task<string[]> CommandLineAsync(DataFolders folders, string folder)
    {
        // For an unprivileged user, every other test is one of these. As root, it takes another user and a copy that this user can read.
        var copy = folders.New();
        Directory.CreateDirectory(copy);
        Directory.CreateDirectory(folder);
        await RunAsync("cp", "-rL", AppContext.BaseDirectory + ".", copy);
        string[] command = ["dotnet", "exec", Path.Combine(copy, "Hal.Sharing.Api.dll"), "--environment", "Development"];
        if (!Environment.IsPrivilegedProcess)
            return command;
        await RunAsync("chmod", "-R", "a+rX", copy);
        await OwnAsync(folder);
        return ["runuser", "-u", "nobody", "--", .. command];
    }

    /// <summary>Makes this user the owner of a folder and its content.</summary>
    public static async Task OwnAsync(string folder)
    {
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "-R", "nobody", folder);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
    }
}
