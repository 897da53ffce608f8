namespace Hal.Sharing.Data.Embedded;

/// <summary>
/// A private PostgreSQL that is there while somebody uses it: found or fetched, started or adopted, and stopped by the
/// last one who leaves.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly DataFolder folder;
    private readonly Cluster cluster;
    private readonly IDisposable? serverLock;
    private readonly IDisposable useLock;
    private readonly string password;
    private readonly PostmasterFile address;
    private bool disposed;

    private EmbeddedPostgres(DataFolder folder, Cluster cluster, IDisposable? serverLock, IDisposable useLock, string password, PostmasterFile address, string version) =>
        (this.folder, this.cluster, this.serverLock, this.useLock, this.password, this.address, Version) =
        (folder, cluster, serverLock, useLock, password, address, version);

    public const string DefaultDatabase = "sharing";

    /// <summary>The version of the programs, such as 18.4.</summary>
    public string Version { get; }

    public string DataFolder => folder.Root;

    /// <summary>Returns when the cluster takes connections and has the database `sharing`; throws <see cref="EmbeddedPostgresException"/>.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, TextWriter progress, CancellationToken cancellationToken)
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
            var password = folder.Password();
            if (major is null)
            {
                await progress.WriteLineAsync($"Making a PostgreSQL {programs.Version} cluster in {folder.ClusterFolder}");
                await cluster.CreateAsync(password, cancellationToken);
            }
            var address = folder.Guarded(() => PostmasterFile.Read(folder.ClusterFolder));
            if (address is not { IsAlive: true })
            {
                await cluster.StartAsync(options.Settings, cancellationToken);
                address = PostmasterFile.Read(folder.ClusterFolder)
                    ?? throw new EmbeddedPostgresException($"PostgreSQL in {folder.ClusterFolder} stopped as soon as it had started; see {folder.Log}.");
            }
            var postgres = new EmbeddedPostgres(folder, cluster, serverLock, useLock, password, address, programs.Version);
            await postgres.CreateDatabaseAsync(cancellationToken);
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
        Host = address.Host,
        Port = address.Port,
        Username = Cluster.Superuser,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>Leaves the cluster; the last one who leaves stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await LeaveAsync(folder, cluster, useLock);
        serverLock?.Dispose();
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
                throw new EmbeddedPostgresException($"The PostgreSQL cluster in {folder.ClusterFolder} runs, but does not work: {exception.Message}; see {folder.Log}.", exception);
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
