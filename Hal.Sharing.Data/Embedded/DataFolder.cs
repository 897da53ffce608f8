using System.Security.Cryptography;

namespace Hal.Sharing.Data.Embedded;

/// <summary>
/// The folder of one server: the cluster with its log and socket in postgres/, the password, and the locks that keep
/// servers and commands apart. Locks belong to the process, so a killed process leaves none.
/// </summary>
internal sealed class DataFolder
{
    private static readonly string[] LockFiles = ["server.lock", "start.lock", "use.lock"];
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50);

    public DataFolder(string path)
    {
        Root = Path.GetFullPath(path);
        RefuseWhatAShellReads(Root);
        Guarded(() => Create(Root, UserFolders.IsRoot ? Reachable : Private));
        Guarded(() => Create(PostgresFolder, Private));
        Guarded(() =>
        {
            foreach (var name in LockFiles)
            {
                // Only missing files: an open file is locked for a moment, and another process would take that for a server.
                if (!File.Exists(Path.Combine(Root, name)))
                    Open(name, FileAccess.ReadWrite, FileShare.ReadWrite)?.Dispose();
                else
                    Close(Path.Combine(Root, name));
            }
            return true;
        });
    }

    public string Root { get; }
    public string PostgresFolder => Path.Combine(Root, "postgres");
    public string ClusterFolder => Path.Combine(PostgresFolder, "cluster");
    public string SocketFolder => Path.Combine(PostgresFolder, "run");
    public string Log => Path.Combine(PostgresFolder, "postgres.log");

    /// <summary>Takes the lock of the folder's only server.</summary>
    public IDisposable LockForServer() => Open("server.lock", FileAccess.ReadWrite, FileShare.None)
        ?? throw new EmbeddedPostgresException(
            $"Another server is running on {Root}: stop it, or set SHARING_DATA_DIR to another folder for this one.");

    /// <summary>Takes the lock for creating, starting or stopping the cluster, after waiting for other processes.</summary>
    public async Task<IDisposable> LockForChangeAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            if (Open("start.lock", FileAccess.ReadWrite, FileShare.None) is { } held)
                return held;
            await Task.Delay(LockPause, cancellationToken);
        }
    }

    /// <summary>Takes the lock of processes that use the cluster. Requires the change lock.</summary>
    public IDisposable LockForUse() => Open("use.lock", FileAccess.Read, FileShare.Read)
        ?? throw new EmbeddedPostgresException($"{Root} is locked by another program: stop the process that has use.lock open.");

    /// <summary>Returns whether no process has the use lock. Requires the change lock.</summary>
    public bool IsUnused()
    {
        using var held = Open("use.lock", FileAccess.ReadWrite, FileShare.None);
        return held is not null;
    }

    /// <summary>Returns the cluster's password, created before the cluster and readable only by the owner.</summary>
    public string Password(bool clusterExists)
    {
        var path = Path.Combine(Root, "password");
        return Guarded(() =>
        {
            if (!File.Exists(path) && clusterExists)
            {
                throw new EmbeddedPostgresException(
                    $"{path} is missing. It belongs to the cluster in {ClusterFolder}: restore both together.");
            }
            if (!File.Exists(path))
            {
                WritePrivate(path + ".new", RandomNumberGenerator.GetHexString(48, lowercase: true));
                File.Move(path + ".new", path);
            }
            return File.ReadAllText(path).Trim();
        });
    }

    public T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotBeUsed(exception);
        }
    }

    public async Task<T> GuardedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotBeUsed(exception);
        }
    }

    private EmbeddedPostgresException CannotBeUsed(Exception exception) => exception is PathTooLongException
        ? new EmbeddedPostgresException(
            $"The data folder's path is too long ({Root.Length} characters): set SHARING_DATA_DIR to a shorter one.", exception)
        : new EmbeddedPostgresException(
            $"The data folder {Root} cannot be used: {exception.Message} Fix that, or set SHARING_DATA_DIR to another folder.", exception);

    /// <summary>
    /// Writes a new file that only the owner can read. An existing file is deleted, not overwritten: it can be a link of another account.
    /// </summary>
    public static void WritePrivate(string path, string text)
    {
        File.Delete(path);
        using var writer = new StreamWriter(path, PrivateFile(FileMode.CreateNew, FileAccess.Write, FileShare.None));
        writer.Write(text);
    }

    /// <summary>Creates a folder with this mode; an existing folder keeps its mode.</summary>
    public static DirectoryInfo Create(string path, UnixFileMode mode) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, mode);

    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Reachable = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode PrivateFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static FileStreamOptions PrivateFile(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            options.UnixCreateMode = PrivateFileMode;
        return options;
    }

    // An account that can open a lock file can hold its lock. Earlier versions made them readable for everyone.
    private static void Close(string file)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file) != PrivateFileMode)
            File.SetUnixFileMode(file, PrivateFileMode);
    }

    // pg_ctl passes the folder to a shell in double quotes.
    private static void RefuseWhatAShellReads(string path)
    {
        if (!OperatingSystem.IsWindows() && path.IndexOfAny(['$', '`', '"', '\\', '\r', '\n']) is >= 0 and var at)
            throw new EmbeddedPostgresException(
                $"The data folder {path.ReplaceLineEndings("\\n")} cannot be used: its path contains "
                + $"{(path[at] < ' ' ? "a line break" : $"'{path[at]}'")}, which PostgreSQL's pg_ctl cannot handle. "
                + "Set SHARING_DATA_DIR to another folder.");
    }

    // Null: another process has the lock. Every other failure is an error.
    private FileStream? Open(string name, FileAccess access, FileShare share) => Guarded(() =>
    {
        try
        {
            var mode = access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate;
            return new FileStream(Path.Combine(Root, name), PrivateFile(mode, access, share));
        }
        catch (IOException exception) when (exception.HResult is 11 or 35 or unchecked((int)0x80070020))
        {
            return null;
        }
    });
}
