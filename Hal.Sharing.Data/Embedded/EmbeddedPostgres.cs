namespace Hal.Sharing.Data.Embedded;

/// <summary>
/// A private PostgreSQL that is there while somebody uses it: found or fetched, started or adopted, and stopped by the
/// last one who leaves.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly Cluster _cluster;
    private readonly IDisposable? _serverLock;
    private readonly IDisposable _useLock;
    private readonly string _password;
    private readonly PostmasterFile _address;
    private bool _disposed;

    private EmbeddedPostgres(DataFolder folder, Cluster cluster, IDisposable? serverLock, IDisposable useLock, string password, PostmasterFile address, string version) =>
        (_folder, _cluster, _serverLock, _useLock, _password, _address, Version) =
        (folder, cluster, serverLock, useLock, password, address, version);

    public const string DefaultDatabase = "sharing";

    /// <summary>The version of the programs, such as 18.4.</summary>
    public string Version { get; }

    public string DataFolder => _folder.Root;

    /// <summary>Returns when the cluster takes connections and has the database `sharing`; throws <see cref="EmbeddedPostgresException"/>.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        var _folder = new DataFolder(options.DataFolder);
        var _serverLock = options.IsVisitor ? null : _folder.LockForServer();
        IDisposable? _useLock = null;
        Cluster? _cluster = null;
        try
        {
            using var changing = await _folder.LockForChangeAsync(cancellationToken);
            _useLock = _folder.LockForUse();
            var major = _folder.Guarded(() => Cluster.MajorOf(_folder.ClusterFolder));
            var account = await PostgresAccount.FindAsync(_folder.PostgresFolder, cancellationToken);
            var search = new PostgresSearch(options.ProgramsFolder, CacheFolder(_folder), account, progress);
            var programs = await search.FindAsync(major, _folder.ClusterFolder, cancellationToken);
            _cluster = new Cluster(_folder, programs, account);
            var _password = _folder.Password();
            if (major is null)
            {
                await progress.WriteLineAsync($"Making a PostgreSQL {programs.Version} cluster in {_folder.ClusterFolder}");
                await _cluster.CreateAsync(_password, cancellationToken);
            }
            var _address = _folder.Guarded(() => PostmasterFile.Read(_folder.ClusterFolder));
            if (_address is not { IsAlive: true })
            {
                await _cluster.StartAsync(options.Settings, cancellationToken);
                _address = PostmasterFile.Read(_folder.ClusterFolder)
                    ?? throw new EmbeddedPostgresException($"PostgreSQL in {_folder.ClusterFolder} stopped as soon as it had started; see {_folder.Log}.");
            }
            var postgres = new EmbeddedPostgres(_folder, _cluster, _serverLock, _useLock, _password, _address, programs.Version);
            await postgres.CreateDatabaseAsync(cancellationToken);
            return postgres;
        }
        catch
        {
            await LeaveAsync(_folder, _cluster, _useLock);
            _serverLock?.Dispose();
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

    /// <summary>Leaves the cluster; the last one who leaves stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
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

    // A cluster that outlived a killed server may still be recovering: PostgreSQL then says so, and is asked again.
    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                await using var exists = new NpgsqlCommand($"select 1 from pg_database where datname = '{DefaultDatabase}'", connection);
                if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
                    return;
                await using var create = new NpgsqlCommand($"create database {DefaultDatabase}", connection);
                await create.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CannotConnectNow && attempt < 600)
            {
                await Task.Delay(100, cancellationToken);
            }
            catch (NpgsqlException exception)
            {
                throw new EmbeddedPostgresException($"The PostgreSQL cluster in {_folder.ClusterFolder} runs, but does not work: {exception.Message}; see {_folder.Log}.", exception);
            }
        }
    }

    // A user without a home of his own (nobody, a service) gets the cache into the data folder.
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
