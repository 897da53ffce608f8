using Hal.Sharing.Data.Connections;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Data.Migrations;
using Npgsql;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// The migrated database of this process: the configured one, or the embedded PostgreSQL, which runs at least as long as this object
/// exists.
/// </summary>
public sealed class SharingDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private SharingDatabase(string connectionString, EmbeddedPostgres? embedded) =>
        (ConnectionString, _embedded) = (connectionString, embedded);

    public string ConnectionString { get; }

    public bool IsEmbedded => _embedded is not null;

    /// <summary>The folder of the embedded PostgreSQL, which can also hold other secrets; null for a configured database.</summary>
    public string? DataFolder => _embedded?.DataFolder;

    /// <summary>Describes the database without secrets.</summary>
    public string Description
    {
        get
        {
            var connection = new NpgsqlConnectionStringBuilder(ConnectionString);
            return _embedded is null
                ? $"{connection.Database} on {connection.Host}"
                : $"embedded PostgreSQL {_embedded.Version}, in {_embedded.DataFolder}";
        }
    }

    public IReadOnlyList<MigrationScript> AppliedMigrations { get; private set; } = [];

    /// <summary>
    /// Throws <see cref="StartupException"/>, <see cref="EmbeddedPostgresException"/> or <see cref="MigrationException"/>.
    /// </summary>
    public static async Task<SharingDatabase> OpenAsync(
        IConfiguration configuration, bool isServer, TextWriter progress, CancellationToken cancellationToken)
    {
        SharingDatabase database;
        if (configuration.GetConnectionString("Sharing") is { Length: > 0 } connectionString)
        {
            database = new SharingDatabase(connectionString, null);
        }
        else
        {
            var options = EmbeddedPostgresOptions.FromEnvironment() with { IsVisitor = !isServer };
            var embedded = await EmbeddedPostgres.StartAsync(options, progress, cancellationToken);
            database = new SharingDatabase(embedded.ConnectionString(EmbeddedPostgres.DefaultDatabase), embedded);
        }
        try
        {
            await database.PrepareAsync(cancellationToken);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Of several hosts, only the primary accepts writes.
            await using var primary = new Primary(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false });
            AppliedMigrations = await MigrationRunner.ApplyAsync(primary.Source, cancellationToken);
            if (IsEmbedded)
                await DemoData.InsertAsync(primary.Source, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new StartupException($"ConnectionStrings:Sharing cannot be read: {exception.Message}", exception);
        }
        catch (NpgsqlException exception)
        {
            throw new StartupException(
                $"The database ({Description}) cannot be used: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }
}
