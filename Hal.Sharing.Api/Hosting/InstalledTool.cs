namespace Hal.Sharing.Api.Hosting;

/// <summary>The program as a .NET tool: its command, and its environment if nothing is configured.</summary>
internal static class InstalledTool
{
    public const string Name = "hal-sharing";

    private static readonly string[] ChoosingKeys = ["environment", "ConnectionStrings:Sharing", "Auth:Authority"];

    /// <summary>Whether this process is the tool, which <c>dotnet tool install</c> or <c>dnx</c> placed beside its settings.</summary>
    public static bool IsRunning { get; } = File.Exists(Path.Combine(AppContext.BaseDirectory, "DotnetToolSettings.xml"));

    /// <summary>
    /// Returns whether the tool is Development: with neither a database nor a provider, Production could not start. Everything that a user
    /// configured for Production leaves it Production.
    /// </summary>
    public static bool IsTrial(IConfiguration configuration) =>
        IsRunning && Array.TrueForAll(ChoosingKeys, key => string.IsNullOrEmpty(configuration[key]));

    /// <summary>Whether a shell finds the command, and not only its path.</summary>
    public static bool IsOnPath => IsRunning
        && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Name
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(Path.TrimEndingDirectorySeparator).Contains(Path.GetDirectoryName(Environment.ProcessPath));
}
