using System.Globalization;
using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.Teams;

/// <summary>Registers the limit on teams.</summary>
public static class TeamsSetup
{
    private const string Setting = "Teams:MaxPerCreator";

    /// <exception cref="StartupException">The limit is not a number.</exception>
    public static IServiceCollection AddTeams(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(configuration[Setting] is { Length: > 0 } text
            ? new TeamLimits(Read(text))
            : TeamLimits.Default);

    private static int Read(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new StartupException($"{Setting} is '{text}': it must be a whole number, 0 or more.");
}
