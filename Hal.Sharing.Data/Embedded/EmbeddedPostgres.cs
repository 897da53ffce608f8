namespace Hal.Sharing.Data.Embedded;

/// <summary>
/// An embedded PostgreSQL that runs while a process uses it: found or fetched, started or already running, and stopped by the last
/// process that leaves. A server starts it again when it dies.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly Cluster _cluster;
    private readonly IDisposable? _serverLock;
    private readonly IDisposable _useLock;
    private readonly string _password;
    private readonly PostmasterFile _address;
    private PostgresSupervisor? _supervisor;
    private bool _disposed;

    private EmbeddedPostgres(
        DataFolder folder, Cluster cluster, IDisposable? serverLock, IDisposable useLock, string password, PostmasterFile address,
        string version) =>
        (_folder, _cluster, _serverLock, _useLock, _password, _address, Version) =
        (folder, cluster, serverLock, useLock, password, address, version);

    public const string DefaultDatabase = "sharing";

    /// <summary>The version of the programs, such as 18.4.</summary>
    public string Version { get; }

    public string DataFolder => _folder.Root;

    /// <summary>Completes if PostgreSQL is dead and cannot be started again. Only a server watches it.</summary>
    public Task<EmbeddedPostgresException> Failure => _supervisor?.Failure ?? new TaskCompletionSource<EmbeddedPostgresException>().Task;

    /// <summary>Returns when the cluster accepts connections and has the database `sharing`.</summary>
    /// <exception cref="EmbeddedPostgresException">PostgreSQL cannot be found or started.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        var folder = new DataFolder(options.DataFolder);
        var serverLock = options.IsVisitor ? null : folder.LockForServer();
        IDisposable? useLock = null;
        Cluster? cluster = null;
        try
        {
            using var changing = await folder.LockForChangeAsync(cancellationToken);
            useLock = folder.LockForUse();
            var major = folder.Guarded(() => Cluster.MajorOf(folder.ClusterFolder));
            var account = await PostgresAccount.FindAsync(folder.PostgresFolder, cancellationToken);
            var search = new PostgresSearch(options.ProgramsFolder, CacheFolder(folder), account, progress);
            var programs = await search.FindAsync(major, folder.ClusterFolder, cancellationToken);
            cluster = new Cluster(folder, programs, account);
            cluster.DeleteUnfinished();
            var password = folder.Password(clusterExists: major is not null);
            if (major is null)
            {
                await progress.WriteLineAsync($"Creating a PostgreSQL {programs.Version} cluster in {folder.ClusterFolder}");
                await cluster.CreateAsync(password, cancellationToken);
            }
            var running = cluster;
            var address = await running.StartAsync(options.Settings, cancellationToken);
            var postgres = new EmbeddedPostgres(folder, cluster, serverLock, useLock, password, address, programs.Version);
            await postgres.CreateDatabaseAsync(replace: options is { StartsEmpty: true, IsVisitor: false }, cancellationToken);
            // A start that was begun is not canceled: PostgreSQL would be killed while it recovers.
            if (!options.IsVisitor)
                postgres._supervisor = new(folder, address, () => running.StartAsync(options.Settings, CancellationToken.None), progress);
            return postgres;
        }
        catch
        {
            await LeaveAsync(folder, cluster, useLock);
            serverLock?.Dispose();
            throw;
        }
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _address.Host,
        Port = _address.Port,
        Username = Cluster.Superuser,
        Password = _password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>Leaves the cluster; the last process that leaves stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (_supervisor is not null)
            await _supervisor.DisposeAsync();
        await LeaveAsync(_folder, _cluster, _useLock);
        _serverLock?.Dispose();
    }

    private static async Task LeaveAsync(DataFolder folder, Cluster? cluster, IDisposable? useLock)
    {
        if (useLock is null)
            return;
        using var changing = await folder.LockForChangeAsync(CancellationToken.None);
        useLock.Dispose();
        if (cluster is not null && PostmasterFile.Read(folder.ClusterFolder) is { IsAlive: true } && folder.IsUnused())
            await cluster.StopAsync(CancellationToken.None);
    }

    // After a server was killed, its PostgreSQL can still be recovering, or still be creating the database: the attempt is then repeated.
    private static readonly string[] Passing =
    [
        PostgresErrorCodes.CannotConnectNow, PostgresErrorCodes.DuplicateDatabase, PostgresErrorCodes.UniqueViolation,
        PostgresErrorCodes.ObjectInUse,
    ];

    private async Task CreateDatabaseAsync(bool replace, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                if (replace)
                {
                    // Force: a command of the server that was here before can still be connected.
                    await using var drop = new NpgsqlCommand($"drop database if exists {DefaultDatabase} with (force)", connection);
                    await drop.ExecuteNonQueryAsync(cancellationToken);
                }
                await using var exists = new NpgsqlCommand($"select 1 from pg_database where datname = '{DefaultDatabase}'", connection);
                if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
                    return;
                await using var create = new NpgsqlCommand($"create database {DefaultDatabase}", connection);
                await create.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (PostgresException exception) when (Passing.Contains(exception.SqlState) && attempt < 600)
            {
                await Task.Delay(100, cancellationToken);
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new EmbeddedPostgresException(
                    $"{Path.Combine(DataFolder, "password")} is not the password of the cluster in {_folder.ClusterFolder}: "
                    + "restore both together.",
                    exception);
            }
            catch (NpgsqlException exception)
            {
                throw new EmbeddedPostgresException(
                    $"The PostgreSQL cluster in {_folder.ClusterFolder} is running but cannot be used: "
                    + $"{exception.Message}; see {_folder.Log}.",
                    exception);
            }
        }
    }

    // Without a home directory (a service account), the cache is in the data folder.
    private static string CacheFolder(DataFolder folder)
    {
        try
        {
            return Directory.CreateDirectory(UserFolders.Cache).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Path.Combine(folder.Root, "programs");
        }
    }
}
