using Hal.Sharing.Api.Hosting;
namespace Hal.Sharing.Api.CommandLine;

/// <summary>
/// What a verb works with: the configuration that the server would have, and its database. Progress goes to stderr,
/// because stdout belongs to the verb's answer.
/// </summary>
public sealed class CommandHost(string[] configurationArguments)
{
    private readonly Lazy<WebApplicationBuilder> _builder = new(() => HostingSetup.CreateBuilder(configurationArguments));

    public IConfiguration Configuration => _builder.Value.Configuration;

    public IHostEnvironment Environment => _builder.Value.Environment;

    /// <summary>The database, migrated: the running server's, or one that lives until it is disposed of.</summary>
    public async Task<SharingDatabase> OpenDatabaseAsync(CancellationToken cancellationToken)
    {
        using var interrupt = Interrupt.Listen(cancellationToken);
        return await SharingDatabase.OpenAsync(Configuration, isServer: false, Console.Error, interrupt.Token);
    }
}
