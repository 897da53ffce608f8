using System.Reflection;
using Hal.Sharing.Tests.Architecture;

namespace Hal.Sharing.Tests.Support;

/// <summary>The server, published once for a test class and started from a folder that is not the program's.</summary>
public sealed class PublishedServer : IAsyncLifetime
{
    private readonly DataFolders _folders = new();
    private ServerProcess? _process;

    /// <summary>As the tests were built: what is built already is published without compiling it again.</summary>
    public static string Configuration { get; } = typeof(
        PublishedServer).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public Uri Address => _process!.Address;

    public async Task InitializeAsync()
    {
        await _folders.InitializeAsync();
        var program = _folders.New();
        await DotnetCommand.RunOnBuildAsync("publish", Path.Combine(Repository.Root, "Hal.Sharing.Api"), "-o", program);
        await File.WriteAllTextAsync(Path.Combine(program, "appsettings.json"), """{ "PathBase": "/from-the-file" }""");
        _process = await ServerProcess.StartReadyAsync(
            ["dotnet", Path.Combine(program, "Hal.Sharing.Api.dll"), "--environment", "Development"], _folders.New());
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        await _folders.DisposeAsync();
    }
}
