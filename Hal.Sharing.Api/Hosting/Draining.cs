using System.Globalization;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// The time between SIGTERM and closing the listener: readiness fails and every response closes its connection, but requests are still
/// served, so that a load balancer can notice before connections are refused. At its end, connections that were opened are accepted.
/// </summary>
internal sealed class Draining(
    IConfiguration configuration, IHostEnvironment environment, ListenSockets sockets, TimeProvider time) : IHostedLifecycleService
{
    private const double MostSeconds = 3600;

    // Longer than the longest request.
    private static readonly TimeSpan AfterDraining = TimeSpan.FromSeconds(15);

    // The time of a round trip to the client. A server that drains for a shorter time has no client that is far away.
    private static readonly TimeSpan LongestHandshake = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortestHandshake = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan _pause = Pause(configuration["Health:DrainSeconds"], environment);
    private volatile bool _started;

    public bool HasStarted => _started;

    /// <summary>How long the host waits for requests in progress.</summary>
    public TimeSpan TimeLimit => _pause + AfterDraining;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _started = true;
        await Task.Delay(_pause, time, cancellationToken);
        var handshakes = Math.Clamp(_pause.Ticks, ShortestHandshake.Ticks, LongestHandshake.Ticks);
        await sockets.RefuseNewConnectionsAsync(TimeSpan.FromTicks(handshakes), cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Read at the start, so that a wrong value is reported then.
    private static TimeSpan Pause(string? configured, IHostEnvironment environment)
    {
        if (string.IsNullOrEmpty(configured))
            return TimeSpan.FromSeconds(environment.IsDevelopment() ? 0 : 5);
        var isNumber = double.TryParse(configured, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds);
        return isNumber && seconds <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new StartupException($"Health:DrainSeconds is '{configured}': it must be a number of seconds, 0 to {MostSeconds}.");
    }
}
