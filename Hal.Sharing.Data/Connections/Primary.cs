using System.Diagnostics.CodeAnalysis;

namespace Hal.Sharing.Data.Connections;

/// <summary>
/// Knows the host that accepts writes, and holds the connections to it. With several hosts, it asks each of them once a second, at the same
/// time, and each call uses what these answers say: no call tries one host after another.
/// </summary>
public sealed class Primary : IAsyncDisposable, IDisposable
{
    private readonly Lock _changing = new();
    private readonly DatabaseHost[] _hosts;
    private readonly HostWatch[] _watches = [];
    private readonly PrimaryChoice _choice;
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource<Tenure> _found = Unfound();
    private volatile Tenure? _current;
    private Tenure? _last;
    private long _forgotten;
    private bool _isWatching;

    public Primary(NpgsqlConnectionStringBuilder settings, TimeLimits limits, TimeProvider clock)
    {
        _hosts = [.. ConnectionSettings.Hosts(settings).Select(host => new DatabaseHost(host, limits, clock))];
        _choice = new(_hosts.Length);
        if (_hosts is [var only])
            _current = new Tenure(only, 0, 0, null);
        else
            _watches = Array.ConvertAll(_hosts, host => new HostWatch(host.Settings, limits.Open));
    }

    /// <summary>Returns the connections for reads to the primary, when it is known.</summary>
    /// <exception cref="NpgsqlException">No host is the primary within the time; says why for each.</exception>
    public async Task<NpgsqlDataSource> SourceAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(limit);
        try
        {
            return (await FindAsync(either.Token)).Host.Reads;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NpgsqlException($"no host is the primary ({Reasons()})");
        }
    }

    /// <summary>The host that is the primary; null while it is unknown.</summary>
    internal DatabaseHost? Current => _current?.Host;

    /// <summary>Returns the primary; waits while it is unknown.</summary>
    internal ValueTask<Tenure> FindAsync(CancellationToken cancellationToken) =>
        _current is { } current ? new(current) : new(WaitAsync(cancellationToken));

    /// <summary>Makes the primary unknown until a host answers, unless it was found again since that tenure.</summary>
    internal void Forget(Tenure? tenure)
    {
        lock (_changing)
        {
            if (_watches.Length > 0 && tenure is not null && _current?.Version == tenure.Version)
                Lose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    [SuppressMessage("Usage", "CA2213", Justification = "The watches still use the token.")]
    public void Dispose()
    {
        _stop.Cancel();
        foreach (var host in _hosts)
            host.Dispose();
    }

    private async Task<Tenure> WaitAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
        Task<Tenure> found;
        lock (_changing)
        {
            if (!_isWatching)
                Watch();
            if (_current is { } current)
                return current;
            found = _found.Task;
        }
        return await found.WaitAsync(cancellationToken);
    }

    private void Watch()
    {
        _isWatching = true;
        // The questions serve all requests, so they do not belong to the trace of this one.
        using var flow = ExecutionContext.IsFlowSuppressed() ? default(IDisposable) : ExecutionContext.SuppressFlow();
        foreach (var (index, watch) in _watches.Index())
        {
            _ = Task.Run(() => watch.RunAsync(
                () => Volatile.Read(ref _forgotten), (answer, asked) => Publish(index, answer, asked), _stop.Token));
        }
    }

    private void Publish(int host, HostAnswer answer, long asked)
    {
        Tenure? ended;
        lock (_changing)
        {
            var chosen = _choice.Choose(_current?.Index, host, answer);
            // An answer to a question from before the primary was forgotten can be out of date.
            if (chosen == _current?.Index || (_current is null && asked < _forgotten))
                return;
            if (chosen is not { } found)
            {
                Lose();
                return;
            }
            ended = Install(found);
        }
        if (ended is null)
            return;
        ended.Host.Clear();
        _ = ended.Ending!.CancelAsync();
    }

    /// <summary>Returns the tenure that this one ends; null if the same host is the primary again.</summary>
    private Tenure? Install(int host)
    {
        var ended = _last is { } last && last.Index != host ? _last : null;
        var ending = _last is not null && ended is null ? _last.Ending : new CancellationTokenSource();
        _last = new Tenure(_hosts[host], host, (_last?.Version ?? 0) + 1, ending);
        _current = _last;
        _found.TrySetResult(_last);
        return ended;
    }

    private void Lose()
    {
        _current = null;
        _forgotten++;
        _found = Unfound();
        foreach (var watch in _watches)
            watch.AskNow();
    }

    private string Reasons()
    {
        lock (_changing)
            return string.Join("; ", _hosts.Select((host, index) => $"{host.Name}: {_choice.Reason(index)}"));
    }

    private static TaskCompletionSource<Tenure> Unfound() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
