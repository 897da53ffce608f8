using Hal.Sharing.Data.Feed;

namespace Hal.Sharing.Api.Feed;

/// <summary>Runs the feed of this server from its start until it stops.</summary>
internal sealed class FeedWorker(FeedHub hub) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => hub.RunAsync(stoppingToken), stoppingToken);
}
