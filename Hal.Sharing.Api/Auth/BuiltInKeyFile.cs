namespace Hal.Sharing.Api.Auth;

/// <summary>
/// The key in a data folder: made by the first process that needs it, the same for all that come after, readable by the owner
/// alone.
/// </summary>
public static class BuiltInKeyFile
{
    private const string Name = "signing-key.pem";
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Throws <see cref="StartupException"/> when the file holds no key or the folder takes none.</summary>
    public static async Task<BuiltInKey> LoadOrCreateAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            Directory.CreateDirectory(folder);
            if (File.Exists(path))
                return await LoadAsync(path, cancellationToken);
            // Two processes may come here at once: without the lock each would sign with a key of its own.
            await using var held = await LockAsync(path + ".lock", cancellationToken);
            if (!File.Exists(path))
                await CreateAsync(path, cancellationToken);
            return await LoadAsync(path, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The signing key {path} cannot be kept: {fault.Message}", fault);
        }
    }

    public static async Task<BuiltInKey> LoadAsync(string path, CancellationToken cancellationToken) =>
        BuiltInKey.FromPem(await File.ReadAllTextAsync(path, cancellationToken))
        ?? throw new StartupException(
            $"{path} holds no P-256 private key in PEM: restore it, or delete it for a new one (all tokens issued so far then end).");

    private static async Task CreateAsync(string path, CancellationToken cancellationToken)
    {
        // Written aside and moved: nobody ever reads half a key.
        var aside = path + ".new";
        File.Delete(aside);
        await using (var file = new FileStream(aside, PrivateFile(FileMode.CreateNew, FileAccess.Write)))
        await using (var writer = new StreamWriter(file))
        {
            await writer.WriteAsync(BuiltInKey.Create().ToPem().AsMemory(), cancellationToken);
            await writer.FlushAsync(cancellationToken);
            file.Flush(flushToDisk: true);
        }
        File.Move(aside, path);
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
            catch (IOException held) when (held.HResult is 11 or 35 or unchecked((int)0x80070020))
            {
                await Task.Delay(LockPause, cancellationToken);
            }
        }
    }
}
