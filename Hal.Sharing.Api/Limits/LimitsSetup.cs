using Hal.Sharing.Data.Connections;

namespace Hal.Sharing.Api.Limits;

/// <summary>Configures all limits, also those that Data keeps.</summary>
public static class LimitsSetup
{
    private const string FormerSearches = "Search:MaxPerCaller";

    /// <exception cref="StartupException">A setting is unknown, is no number, or permits nothing.</exception>
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var options = Read(configuration);
        services.AddSingleton(options);
        services.AddSingleton(options.Enabled ? new RenameLimit(options.RenamesPerHour) : RenameLimit.None);
        services.AddSingleton(
            options.Enabled ? new WriteLimits(options.WritesPerIntegration, options.WaitingWritesPerCaller) : WriteLimits.None);
        services.AddSingleton(options.Enabled ? new WorkLimits(options.RequestsInProgress, options.WaitingRequests) : WorkLimits.None);
        return services.AddSingleton<RequestRate>().AddSingleton<FailureRate>().AddSingleton<SearchSlots>().AddSingleton<StreamSlots>();
    }

    private static LimitOptions Read(IConfiguration configuration)
    {
        if (configuration[FormerSearches] is not null)
        {
            throw new StartupException(
                $"{FormerSearches} has a new name: set {LimitOptions.Section}:{nameof(LimitOptions.SearchesPerCaller)} instead.");
        }
        var options = new LimitOptions();
        try
        {
            configuration.GetSection(LimitOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            throw new StartupException(
                $"The section {LimitOptions.Section} of the configuration cannot be read: {exception.Message}", exception);
        }
        return options.Fault() is { } fault ? throw new StartupException(fault) : options;
    }
}
