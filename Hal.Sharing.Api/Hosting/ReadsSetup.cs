using System.Globalization;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Data.Freshness;

namespace Hal.Sharing.Api.Hosting;

/// <summary>Configures what makes reads cheap: shared statements, stored documents and standbys.</summary>
internal static class ReadsSetup
{
    private const string StoredBytes = "Reads:StoredBytes";
    private const string ShareStatements = "Reads:ShareStatements";

    /// <exception cref="StartupException">A setting cannot be read.</exception>
    public static IServiceCollection AddReads(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[StoredBytes] is { Length: > 0 } bytes)
        {
            var limit = long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new StartupException($"{StoredBytes} is '{bytes}': it must be a number of bytes, 0 for none.");
            services.Configure<HalOptions>(hal => hal.StoredBytes = limit);
        }
        if (configuration[ShareStatements] is { Length: > 0 } share)
        {
            services.AddSingleton(bool.TryParse(share, out var isOn)
                ? new SharingOptions(isOn)
                : throw new StartupException($"{ShareStatements} is '{share}': it must be true or false."));
        }
        if (configuration.GetConnectionString("Standbys") is { Length: > 0 } standbys)
            services.AddSingleton(new StandbyOptions(standbys));
        return services;
    }
}
