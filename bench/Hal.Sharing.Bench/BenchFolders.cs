using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Bench;

/// <summary>Where the bench finds and keeps its files. Two runs cannot use one data folder at the same time.</summary>
internal sealed class BenchFolders : IDisposable
{
    private readonly FileStream _lock;

    public BenchFolders()
    {
        Repository = FindRepository();
        Server = new(Repository);
        Data = Environment.GetEnvironmentVariable("BENCH_DATA") is { Length: > 0 } chosen
            ? Path.GetFullPath(chosen)
            : "/var/tmp/hal-sharing-bench";
        Directory.CreateDirectory(Data);
        _lock = LockFile();
        if (Directory.Exists(Scratch))
            Directory.Delete(Scratch, recursive: true);
        Directory.CreateDirectory(Scratch);
        Directory.CreateDirectory(Logs);
        Directory.CreateDirectory(Results);
        if (!File.Exists(KeyFile))
            WriteKey(KeyFile);
    }

    public string Repository { get; }

    /// <summary>The server that is measured.</summary>
    public ServerBuild Server { get; }

    public string Data { get; }

    /// <summary>Files of one run.</summary>
    public string Scratch => Path.Combine(Data, "scratch");

    public string Logs => Path.Combine(Data, "logs");

    public string KeyFile => Path.Combine(Data, "signing-key.pem");

    public string Results => Path.Combine(Repository, "bench", "results");

    public string Seed => Path.Combine(Repository, "bench", "Hal.Sharing.Bench", "seed.sql");

    public string WrkScript => Path.Combine(Repository, "bench", "wrk.lua");

    public void Dispose() => _lock.Dispose();

    private static void WriteKey(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(BuiltInKey.Create().ToPem());
    }

    private FileStream LockFile()
    {
        try
        {
            return new FileStream(Path.Combine(Data, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException($"Another run uses {Data}: wait for its end, or set BENCH_DATA.", exception);
        }
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Sharing.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("There is no Sharing.sln above the program.");
    }
}

/// <summary>A server that was built in Release in its folder.</summary>
/// <param name="Folder">The root of a checkout.</param>
internal sealed record ServerBuild(string Folder)
{
    public string Program => Path.Combine(Folder, "Hal.Sharing.Api", "bin", "Release", "net10.0", "Hal.Sharing.Api.dll");

    /// <summary>The folder of the SQL that makes its database.</summary>
    public string Schema => Path.Combine(Folder, "db");
}
