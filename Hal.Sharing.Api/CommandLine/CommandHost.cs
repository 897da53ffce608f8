using Hal.Sharing.Api.Hosting;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>
/// The configuration and the database of the server for a command. Progress goes to stderr, because stdout is for the command's output.
/// </summary>
public sealed class CommandHost(string[] configurationArguments)
{
    private readonly Lazy<WebApplicationBuilder> _builder = new(() => HostingSetup.CreateBuilder(configurationArguments));

    public IConfiguration Configuration => _builder.Value.Configuration;

    public IHostEnvironment Environment => _builder.Value.Environment;

    /// <summary>Opens the migrated database: that of the running server, or one that runs until it is disposed.</summary>
    public async Task<SharingDatabase> OpenDatabaseAsync(DatabaseUse use, CancellationToken cancellationToken)
    {
        using var interrupt = Interrupt.Listen(cancellationToken);
        return await SharingDatabase.OpenAsync(Configuration, use, Console.Error, interrupt.Token);
    }
}
