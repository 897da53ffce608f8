using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Hosting;
using Hal.Sharing.Data;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>The services of the server for a command: its database and its key, without HTTP.</summary>
internal sealed class CommandContext(SharingDatabase database, ServiceProvider services) : IAsyncDisposable
{
    /// <param name="host">The configuration of the server.</param>
    /// <param name="check">Checks the configuration before the database is opened, and throws if the command cannot run.</param>
    public static async Task<CommandContext> OpenAsync(
        CommandHost host, Action<IServiceProvider> check, CancellationToken cancellationToken)
    {
        await using (var early = Services(host, null).BuildServiceProvider())
            check(early);
        var database = await host.OpenDatabaseAsync(DatabaseUse.Command, cancellationToken);
        var services = Services(host, database.DataFolder).AddSharingData(database.ConnectionString);
        return new CommandContext(database, services.BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    private static IServiceCollection Services(CommandHost host, string? dataFolder) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(host.Environment)
            .AddTokens(host.Configuration, dataFolder);
}
