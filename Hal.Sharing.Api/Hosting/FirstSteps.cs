namespace Hal.Sharing.Api.Hosting;

/// <summary>The text that the server prints after its start, for trying it out.</summary>
internal static class FirstSteps
{
    private const string Project = "Hal.Sharing.Api";

    public static string Text(string url, SharingDatabase database, IHostEnvironment environment) => $"""

        Hal.Sharing is ready.
          Console   {url}/
          API       {url}/api
          Database  {database.Description}
          Token     {TokenCommand(database, environment)}
        Ctrl-C stops it.

        """;

    private static string TokenCommand(SharingDatabase database, IHostEnvironment environment)
    {
        const string Command = "token --user admin";
        if (IsBuildOutput())
            return $"dotnet run --project {Project} -- {Command}";
        var assembly = Path.Combine(AppContext.BaseDirectory, $"{Project}.dll");
        var program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? $"dotnet {Quote(assembly)}"
            : InstalledTool.IsOnPath ? InstalledTool.Name
            : Quote(Environment.ProcessPath!);
        var isDefault = environment.IsProduction() || (InstalledTool.IsRunning && database.IsEmbedded && environment.IsDevelopment());
        return $"{program} {Command}{(isDefault ? "" : $" --environment {environment.EnvironmentName}")}";
    }

    /// <summary>Returns whether <c>dotnet run</c> built the program: it is in bin/CONFIGURATION/FRAMEWORK below the project.</summary>
    private static bool IsBuildOutput() => File.Exists(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", $"{Project}.csproj"));

    private static string Quote(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
