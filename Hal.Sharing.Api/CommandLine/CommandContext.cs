using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Hosting;
using Hal.Sharing.Data;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>What the verbs of this folder work with: the server's database and its key, without its HTTP.</summary>
internal sealed class CommandContext(SharingDatabase database, ServiceProvider services) : IAsyncDisposable
{
    /// <param name="host">The configuration that the server would have.</param>
    /// <param name="check">Looks at the configuration before the database is opened, and throws where it speaks against the verb.</param>
    public static async Task<CommandContext> OpenAsync(CommandHost host, Action<IServiceProvider> check, CancellationToken cancellationToken)
    {
        await using (var early = Services(host, null).BuildServiceProvider())
            check(early);
        var database = await host.OpenDatabaseAsync(cancellationToken);
        return new CommandContext(database, Services(host, database.DataFolder).AddSharingData(database.ConnectionString).BuildServiceProvider());
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
