using System.Diagnostics;

namespace Hal.Sharing.Data.Embedded;

/// <summary>Watches the postmaster, whichever process started it, and starts the cluster again when it is dead.</summary>
internal sealed class PostgresSupervisor : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(500);

    private readonly DataFolder _folder;
    private readonly Func<Task<PostmasterFile>> _start;
    private readonly TextWriter _progress;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<EmbeddedPostgresException> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _watching;

    /// <param name="start">Starts the cluster, or returns the one that runs. It is called under the lock for changes.</param>
    public PostgresSupervisor(
        DataFolder folder, PostmasterFile postmaster, Func<Task<PostmasterFile>> start, TextWriter progress)
    {
        (_folder, _start, _progress) = (folder, start, progress);
        _watching = Task.Run(() => WatchAsync(postmaster, _stop.Token));
    }

    /// <summary>Completes if PostgreSQL is dead and cannot be started again.</summary>
    public Task<EmbeddedPostgresException> Failure => _failure.Task;

    /// <summary>Returns when nothing is started any more. A start that is in progress ends first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(PostmasterFile postmaster, CancellationToken stop)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval);
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (!postmaster.IsAlive)
                    postmaster = await RestartAsync(postmaster, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The server shuts down.
        }
        catch (EmbeddedPostgresException exception)
        {
            _failure.SetResult(exception);
        }
    }

    private async Task<PostmasterFile> RestartAsync(PostmasterFile dead, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        await _progress.WriteLineAsync($"PostgreSQL (process {dead.ProcessId}) has ended and is started again.");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var changing = await _folder.LockForChangeAsync(stop);
                var started = await _start();
                if ((started.Host, started.Port) != (dead.Host, dead.Port))
                    throw new EmbeddedPostgresException($"it now listens at {started.Host}, port {started.Port}");
                await _progress.WriteLineAsync(
                    $"PostgreSQL (process {started.ProcessId}) runs again after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s.");
                return started;
            }
            catch (EmbeddedPostgresException exception) when (attempt < Attempts)
            {
                await _progress.WriteLineAsync($"Attempt {attempt} of {Attempts} to start PostgreSQL failed: {exception.Message}");
                await Task.Delay(AfterFailure, stop);
            }
            catch (EmbeddedPostgresException exception)
            {
                throw new EmbeddedPostgresException(
                    $"The embedded PostgreSQL has ended and could not be started again in {Attempts} attempts: {exception.Message}",
                    exception);
            }
        }
    }
}
