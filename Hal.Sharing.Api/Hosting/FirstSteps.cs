namespace Hal.Sharing.Api.Hosting;

/// <summary>The text that the server prints after its start, for trying it out.</summary>
internal static class FirstSteps
{
    private const string Project = "Hal.Sharing.Api";

    public static string Text(string url, SharingDatabase database, IHostEnvironment environment, bool isDemo) => $"""

        Hal.Sharing is ready.
          Console   {url}/
          API       {url}/api
          Database  {database.Description}
          Token     {TokenCommand(database, environment, isDemo)}
        Ctrl-C stops it.

        """;

    private static string TokenCommand(SharingDatabase database, IHostEnvironment environment, bool isDemo)
    {
        var command = $"token --user admin{(isDemo ? $" {Demo.Option}" : "")}";
        if (IsBuildOutput())
            return $"dotnet run --project {Project} -- {command}";
        var assembly = Path.Combine(AppContext.BaseDirectory, $"{Project}.dll");
        var program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? $"dotnet {Quote(assembly)}"
            : InstalledTool.IsOnPath ? InstalledTool.Name
            : Quote(Environment.ProcessPath!);
        var isTrial = isDemo || (InstalledTool.IsRunning && database.IsEmbedded);
        var isDefault = environment.IsDevelopment() ? isTrial : environment.IsProduction();
        return $"{program} {command}{(isDefault ? "" : $" --environment {environment.EnvironmentName}")}";
    }

    /// <summary>Returns whether <c>dotnet run</c> built the program: it is in bin/CONFIGURATION/FRAMEWORK below the project.</summary>
    private static bool IsBuildOutput() => File.Exists(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", $"{Project}.csproj"));

    private static string Quote(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
