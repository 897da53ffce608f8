using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Searches;

/// <summary>Registers the limit on searches.</summary>
public static class SearchSetup
{
    /// <exception cref="StartupException">The limit allows no search.</exception>
    public static IServiceCollection AddSearches(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(SearchOptions.Section).Get<SearchOptions>() ?? new SearchOptions();
        if (options.Fault is { } fault)
            throw new StartupException(fault);
        return services.AddSingleton(Options.Create(options)).AddSingleton<SearchLimiter>();
    }
}
