namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// The option <c>--demo</c>: the server has the demo data and nothing else at each start, in a database of its own. Their bytes change only
/// with the version of the server, so that contract checks and tutorials can rely on them.
/// </summary>
internal static class Demo
{
    public const string Option = "--demo";

    /// <summary>What the option stands for.</summary>
    public const string Setting = "--Database:Demo=true";

    private const string Key = "Database:Demo";

    public static bool IsOn(IConfiguration configuration) =>
        configuration[Key] is { Length: > 0 } value
        && (bool.TryParse(value, out var isOn) ? isOn : throw new StartupException($"{Key} is '{value}'; set it to true or false."));

    /// <summary>Returns whether the server is Development because it shows the demo data and nothing says otherwise.</summary>
    public static bool IsTrial(IConfiguration configuration) => IsOn(configuration) && !configuration.GetSection("environment").Exists();
}
