using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Consent;

/// <summary>Registers the pages on which users authorize teams.</summary>
public static class ConsentSetup
{
    /// <exception cref="StartupException">The configuration contains an invalid origin.</exception>
    public static IServiceCollection AddConsent(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(ConsentOptions.Section).Get<ConsentOptions>() ?? new ConsentOptions();
        if (options.Fault is { } fault)
            throw new StartupException(fault);
        return services.AddSingleton(Options.Create(options));
    }
}
