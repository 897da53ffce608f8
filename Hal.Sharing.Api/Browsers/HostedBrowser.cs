using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Browsers;

/// <summary>A static HAL browser in a folder that the configuration names.</summary>
/// <param name="Name">The segment of its address below /browsers.</param>
/// <param name="Folder">An absolute path.</param>
public sealed record HostedBrowser(string Name, string Folder)
{
    private static readonly Regex ValidName = new("^[a-z0-9][a-z0-9-]{0,63}$");

    public const string Section = "Browsers";

    /// <summary>Returns all configured browsers. Throws <see cref="StartupException"/> for the first that cannot be served.</summary>
    public static IReadOnlyList<HostedBrowser> ReadAll(IConfiguration configuration, string contentRoot) =>
        [.. configuration.GetSection(Section).GetChildren().Select(entry => Read(entry, contentRoot))];

    private static HostedBrowser Read(IConfigurationSection entry, string contentRoot)
    {
        if (!ValidName.IsMatch(entry.Key))
            throw new StartupException(
                $"{Section}:{entry.Key}: the name of a browser has 1 to 64 of a-z, 0-9 and '-', and begins with a letter or digit.");
        if (string.IsNullOrWhiteSpace(entry.Value))
            throw new StartupException($"{Section}:{entry.Key} requires the folder of a HAL browser: {Section}:{entry.Key}=FOLDER.");
        var folder = Path.GetFullPath(entry.Value, contentRoot);
        return Directory.Exists(folder)
            ? new HostedBrowser(entry.Key, folder)
            : throw new StartupException($"{Section}:{entry.Key} is '{entry.Value}': there is no folder {folder}.");
    }
}
