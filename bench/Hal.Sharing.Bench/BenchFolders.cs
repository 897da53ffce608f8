using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Bench;

/// <summary>Where the bench finds and keeps its files. Two runs cannot use one data folder at the same time.</summary>
internal sealed class BenchFolders : IDisposable
{
    private readonly FileStream _lock;

    public BenchFolders()
    {
        Repository = FindRepository();
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

    public string Data { get; }

    /// <summary>Files of one run.</summary>
    public string Scratch => Path.Combine(Data, "scratch");

    public string Logs => Path.Combine(Data, "logs");

    public string KeyFile => Path.Combine(Data, "signing-key.pem");

    public string Results => Path.Combine(Repository, "bench", "results");

    public string Schema => Path.Combine(Repository, "db");

    public string Seed => Path.Combine(Repository, "bench", "Hal.Sharing.Bench", "seed.sql");

    public string WrkScript => Path.Combine(Repository, "bench", "wrk.lua");

    public string ServerProgram => Path.Combine(Repository, "Hal.Sharing.Api", "bin", "Release", "net10.0", "Hal.Sharing.Api.dll");

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
