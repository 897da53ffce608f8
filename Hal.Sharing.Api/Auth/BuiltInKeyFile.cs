namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Keeps the key in a data folder. The first process that needs it creates it, all later ones use it, and only the owner can read it.
/// </summary>
public static class BuiltInKeyFile
{
    private const string Name = "signing-key.pem";
    private const UnixFileMode ForOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Throws <see cref="StartupException"/> if the file has no key or cannot be written.</summary>
    public static async Task<BuiltInKey> LoadOrCreateAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            Directory.CreateDirectory(folder);
            if (File.Exists(path))
                return await LoadAsync(path, cancellationToken);
            // Without the lock, two concurrent processes would sign with different keys.
            await using var keyLock = await LockAsync(path + ".lock", cancellationToken);
            if (!File.Exists(path))
                await CreateAsync(path, cancellationToken);
            return await LoadAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The signing key {path} cannot be kept: {exception.Message}", exception);
        }
    }

    /// <summary>Warns on stderr if other accounts can access the file.</summary>
    public static async Task<BuiltInKey> LoadAsync(string path, CancellationToken cancellationToken)
    {
        var key = BuiltInKey.FromPem(await File.ReadAllTextAsync(path, cancellationToken)) ?? throw new StartupException(
            $"{path} is not a P-256 private key in PEM: restore it, or delete it to create a new one, which invalidates all tokens.");
        // A group can be the one by which a container gets its secrets.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ForOthers) != 0)
        {
            await Console.Error.WriteLineAsync(
                $"Warning: other accounts can access {path}, which signs tokens: "
                + "run chmod 600 on it, and replace the key if they are not trusted.");
        }
        return key;
    }

    private static async Task CreateAsync(string path, CancellationToken cancellationToken)
    {
        // Written to another file and moved, so that no process reads half a key.
        var newFile = path + ".new";
        File.Delete(newFile);
        await using (var file = new FileStream(newFile, PrivateFile(FileMode.CreateNew, FileAccess.Write)))
        await using (var writer = new StreamWriter(file))
        {
            await writer.WriteAsync(BuiltInKey.Create().ToPem().AsMemory(), cancellationToken);
            await writer.FlushAsync(cancellationToken);
            file.Flush(flushToDisk: true);
        }
        File.Move(newFile, path);
    }

    private static FileStreamOptions PrivateFile(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            try
            {
                return new FileStream(path, PrivateFile(FileMode.OpenOrCreate, FileAccess.ReadWrite));
            }
            catch (IOException exception) when (exception.HResult is 11 or 35 or unchecked((int)0x80070020))
            {
                await Task.Delay(LockPause, cancellationToken);
            }
        }
    }
}
