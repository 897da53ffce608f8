using Hal.Sharing.Data.Telemetry;
using Microsoft.Extensions.Logging;

namespace Hal.Sharing.Data.Feed;

/// <summary>
/// Seals changes, reads each of them once for this process, and hands them out to its listeners. Without listeners, it only seals, once a
/// second. All servers do the same on one database; each of them seals what the others have not.
/// </summary>
public sealed class FeedHub(FeedSealing sealing, FeedQueries queries, FeedWake wake, TimeProvider clock, ILogger<Database> logger)
    : IDisposable
{
    private const int CatchUps = 4;
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly FeedListeners _listeners = new();
    private readonly SemaphoreSlim _catchUps = new(CatchUps);
    // An outage is logged by what requests try; this only shows that it lasts.
    private readonly LogRate _failures = new(clock, 30);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _checked;

    /// <summary>The age of the oldest change without a position, in seconds; 0 if there is none.</summary>
    public double BehindSeconds { get; private set; }

    /// <summary>The number of open streams that have caught up.</summary>
    public int Listeners => _listeners.Count;

    /// <summary>Opens a stream behind a position, or at the end. The caller must be able to read the history.</summary>
    /// <returns>Null if the feed has no such position.</returns>
    /// <exception cref="DatabaseUnavailableException">The database has not answered since the start of this server.</exception>
    public async Task<FeedListener?> OpenAsync(Caller caller, FeedTopic topic, long? after, CancellationToken cancellationToken)
    {
        try
        {
            await _started.Task.WaitAsync(Patience, clock, cancellationToken);
        }
        catch (TimeoutException failure)
        {
            throw new DatabaseUnavailableException(Idle, failure);
        }
        var last = _listeners.Last;
        // Another server can be ahead.
        if (after > last && after > await queries.LastAsync(cancellationToken))
            return null;
        return new(this, new(caller, topic), after ?? last, isResumed: after is not null);
    }

    /// <summary>Runs until the server stops; then all streams end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var pause = Idle;
            try
            {
                var more = await StepAsync(stop);
                pause = more ? TimeSpan.Zero : Listeners > 0 ? Busy : Idle;
            }
            catch (Exception failure)
            {
                if (!stop.IsCancellationRequested)
                    LogFailure("step", failure);
            }
            if (pause > TimeSpan.Zero)
                await wake.WaitAsync(pause, Listeners > 0, stop);
        }
        _listeners.StopAll(FeedEnd.Stopping, _listeners.Last);
    }

    public void Dispose() => _catchUps.Dispose();

    /// <summary>Returns whether the listener has everything up to now, and gets what follows from this hub.</summary>
    internal bool TryJoin(FeedListener listener)
    {
        if (!_listeners.TryJoin(listener))
            return false;
        wake.Set();
        return true;
    }

    internal void Leave(FeedListener listener) => _listeners.Remove(listener);

    /// <summary>Reads the next part of what a listener has missed, for few listeners at a time.</summary>
    internal async Task<(FeedAnswer Answer, long Through)> CatchUpAsync(FeedListener listener, CancellationToken cancellationToken)
    {
        await _catchUps.WaitAsync(cancellationToken);
        try
        {
            var entries = await queries.EntriesAsync(listener.Position, cancellationToken);
            var reader = listener.Reader;
            var candidates = entries.Where(entry => reader.Topic.CanContain(entry, reader.Caller))
                .Select(entry => new FeedCandidate(0, entry.Position, entry.ChangeId));
            var answers = await queries.AskAsync([reader], [.. candidates], cancellationToken);
            return (answers[0], entries.Count > 0 ? entries[^1].Position : listener.Position);
        }
        finally
        {
            _catchUps.Release();
        }
    }

    /// <summary>Seals and hands out. Returns whether more waits.</summary>
    private async Task<bool> StepAsync(CancellationToken stop)
    {
        var done = await sealing.SealAsync(stop);
        BehindSeconds = Math.Max(0, done.BehindSeconds ?? 0);
        if (done.LastPosition < _listeners.Last)
            _listeners.StopAll(FeedEnd.PositionsLost, done.LastPosition);
        // Without listeners, nothing is read; one that joins now reads from its own position.
        var isRead = !_listeners.TrySkipTo(done.LastPosition);
        _started.TrySetResult();
        if (!isRead)
            return done.Sealed == FeedSealing.Most;
        var entries = done.LastPosition > _listeners.Last ? await queries.EntriesAsync(_listeners.Last, stop) : [];
        await HandOutAsync(entries, stop);
        return done.Sealed == FeedSealing.Most || _listeners.Last < done.LastPosition;
    }

    private async Task HandOutAsync(IReadOnlyList<FeedEntry> entries, CancellationToken stop)
    {
        var through = entries.Count > 0 ? entries[^1].Position : _listeners.Last;
        var isCheckDue = clock.GetElapsedTime(_checked) >= CheckInterval;
        if (isCheckDue)
            _checked = clock.GetTimestamp();
        var round = FeedRound.Of(_listeners.MoveTo(through), entries, isCheckDue);
        if (round.Readers.Count > 0)
            round.HandOut(await AskAsync(round, stop), through);
    }

    /// <summary>Asks until there is an answer: the entries count as handed out.</summary>
    private async Task<IReadOnlyList<FeedAnswer>> AskAsync(FeedRound round, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await queries.AskAsync(round.Readers, round.Candidates, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                LogFailure("ask", failure);
                await Task.Delay(Idle, clock, stop);
            }
        }
    }

    private void LogFailure(string step, Exception failure)
    {
        if (_failures.Count(step) is > 0 and var count)
            logger.LogWarning("The feed waits for the database ({Count} times): {Failure}", count, failure.GetType().Name);
    }
}
