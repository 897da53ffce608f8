namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// The time between SIGTERM and closing the listener: readiness fails already, requests are still served, so that a load
/// balancer can notice before connections are refused.
/// </summary>
internal sealed class Draining(IConfiguration configuration, IHostEnvironment environment, TimeProvider time) : IHostedLifecycleService
{
    private volatile bool started;

    public bool HasStarted => started;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        started = true;
        var seconds = configuration.GetValue<double?>("Health:DrainSeconds") ?? (environment.IsDevelopment() ? 0 : 5);
        return Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
