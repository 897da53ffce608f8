namespace Hal.Sharing.Api.Feed;

/// <summary>Registers streams of changes.</summary>
public static class FeedSetup
{
    public static IServiceCollection AddFeed(this IServiceCollection services) =>
        services.AddSingleton<EventStreams>().AddHostedService<FeedWorker>();
}
