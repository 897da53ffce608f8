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

    /// <summary>Completes if the embedded PostgreSQL is dead and cannot be started again.</summary>
    public Task<EmbeddedPostgresException> Failure => _embedded?.Failure ?? new TaskCompletionSource<EmbeddedPostgresException>().Task;

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
    /// <param name="configuration">Names the database, or none.</param>
    /// <param name="use">What the process does with it.</param>
    /// <param name="progress">Gets a line for each step that takes long.</param>
    public static async Task<SharingDatabase> OpenAsync(
        IConfiguration configuration, DatabaseUse use, TextWriter progress, CancellationToken cancellationToken)
    {
        SharingDatabase database;
        var isDemo = Demo.IsOn(configuration);
        if (configuration.GetConnectionString("Sharing") is { Length: > 0 } connectionString)
        {
            if (isDemo)
                throw new StartupException($"{Demo.Option} has its own database: leave it out, or leave out ConnectionStrings:Sharing.");
            database = new SharingDatabase(connectionString, null);
        }
        else
        {
            var options = EmbeddedPostgresOptions.FromEnvironment() with { IsVisitor = use is not DatabaseUse.Serve };
            if (isDemo)
                options = options.ForDemo();
            var embedded = await EmbeddedPostgres.StartAsync(options, progress, cancellationToken);
            database = new SharingDatabase(embedded.ConnectionString(EmbeddedPostgres.DefaultDatabase), embedded);
        }
        try
        {
            await database.PrepareAsync(use, cancellationToken);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task PrepareAsync(DatabaseUse use, CancellationToken cancellationToken)
    {
        try
        {
            if (use is not DatabaseUse.Migrate && !IsEmbedded)
                await CheckSettingsAsync(cancellationToken);
            // Of several hosts, only the primary accepts writes.
            var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
            await using var primary = new Primary(settings, TimeLimits.Default, TimeProvider.System);
            var source = await primary.SourceAsync(TimeLimits.Default.Request, cancellationToken);
            AppliedMigrations = await MigrationRunner.ApplyAsync(source, cancellationToken);
            if (IsEmbedded)
                await DemoData.InsertAsync(source, cancellationToken);
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

    private async Task CheckSettingsAsync(CancellationToken cancellationToken)
    {
        var fault = await SettingsCheck.FindFaultAsync(ConnectionString, TimeLimits.Default, TimeProvider.System, cancellationToken);
        if (fault is not null)
            throw new StartupException($"The database ({Description}) cannot be used: {fault}.");
    }
}
