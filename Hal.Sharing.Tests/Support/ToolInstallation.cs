using System.Runtime.InteropServices;
using Hal.Sharing.Tests.Architecture;

namespace Hal.Sharing.Tests.Support;

/// <summary>The .NET tool, packed and installed once for a test class, in an empty home and without a network.</summary>
public sealed class ToolInstallation : IAsyncLifetime
{
    private readonly DataFolders _folders = new();
    private Dictionary<string, string> _environment = [];

    /// <summary>The only source of packages.</summary>
    public string Source { get; private set; } = "";

    public string Package => Directory.EnumerateFiles(Source, "*.nupkg").Should().ContainSingle().Subject;

    public async Task InitializeAsync()
    {
        await _folders.InitializeAsync();
        (Source, var home) = (_folders.New(), _folders.New());
        await DotnetCommand.RunOnBuildAsync(
            "pack", Path.Combine(Repository.Root, "Hal.Sharing.Api"), "-o", Source, $"-p:PublishDir={_folders.New()}/");
        _environment = new()
        {
            ["HOME"] = home,
            ["DOTNET_CLI_HOME"] = home,
            ["NUGET_PACKAGES"] = Path.Combine(home, ".nuget", "packages"),
            ["PATH"] = $"{Path.Combine(home, ".dotnet", "tools")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory()),
            ["DOTNET_ADD_GLOBAL_TOOLS_TO_PATH"] = "false",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["DOTNET_NOLOGO"] = "1",
        };
        Directory.CreateDirectory(home);
        await DotnetCommand.RunAsync(["tool", "install", "-g", "Hal.Sharing", "--source", Source], _environment);
    }

    public Task DisposeAsync() => _folders.DisposeAsync();

    /// <summary>A command line, as a user of this home enters it without settings in the environment.</summary>
    public string[] CommandLine(params string[] command) =>
    [
        "env", "-u", "DOTNET_ENVIRONMENT", "-u", "ASPNETCORE_ENVIRONMENT",
        .. _environment.Select(variable => $"{variable.Key}={variable.Value}"),
        .. command,
    ];

    /// <summary>Runs a command line to its end.</summary>
    public Task<Ended> RunAsync(string dataFolder, params string[] command) =>
        ServerProcess.RunCommandAsync(dataFolder, "env", CommandLine(command)[1..]);
}
