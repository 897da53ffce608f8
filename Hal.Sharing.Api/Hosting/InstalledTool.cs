namespace Hal.Sharing.Api.Hosting;

/// <summary>The program as a .NET tool: its command, and its environment if nothing is configured.</summary>
internal static class InstalledTool
{
    public const string Name = "hal-sharing";

    private static readonly string[] ChoosingKeys = ["environment", "ConnectionStrings", "Auth", "ForwardedHeaders"];

    /// <summary>Whether this process is the tool, which <c>dotnet tool install</c> or <c>dnx</c> placed beside its settings.</summary>
    public static bool IsRunning { get; } = File.Exists(Path.Combine(AppContext.BaseDirectory, "DotnetToolSettings.xml"));

    /// <summary>
    /// Returns whether the tool is Development: with neither a database nor a provider, Production could not start. A setting of databases,
    /// tokens or proxies leaves it Production, which says what is missing.
    /// </summary>
    public static bool IsTrial(IConfiguration configuration) =>
        IsRunning && !Array.Exists(ChoosingKeys, key => configuration.GetSection(key).Exists());

    /// <summary>Whether a shell finds the command, and not only its path.</summary>
    public static bool IsOnPath => IsRunning
        && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Name
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(Path.TrimEndingDirectorySeparator).Contains(Path.GetDirectoryName(Environment.ProcessPath));
}
