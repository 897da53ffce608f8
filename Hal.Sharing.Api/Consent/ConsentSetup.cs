using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Consent;

/// <summary>Composition: the pages where people let teams use their data.</summary>
public static class ConsentSetup
{
    /// <exception cref="StartupException">The configuration names an origin that is none.</exception>
    public static IServiceCollection AddConsent(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(ConsentOptions.Section).Get<ConsentOptions>() ?? new ConsentOptions();
        if (options.Fault is { } fault)
            throw new StartupException(fault);
        return services.AddSingleton(Options.Create(options));
    }
}
