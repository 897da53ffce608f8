using System.Globalization;

namespace Hal.Sharing.Api.Hosting;

/// <summary>Configures <see cref="RenameLimit"/>.</summary>
internal static class RenameLimitSetup
{
    private const string Key = "Limits:RenamesPerHour";

    /// <summary>Throws <see cref="StartupException"/> if the setting is not a positive integer.</summary>
    public static IServiceCollection AddRenameLimit(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(Read(configuration[Key]));

    private static RenameLimit Read(string? configured)
    {
        if (string.IsNullOrEmpty(configured))
            return RenameLimit.Default;
        return int.TryParse(configured, NumberStyles.None, CultureInfo.InvariantCulture, out var perHour) && perHour > 0
            ? new(perHour)
            : throw new StartupException($"{Key} is '{configured}': it must be a positive integer.");
    }
}
