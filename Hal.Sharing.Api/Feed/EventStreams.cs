using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Limits;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Data.Feed;
using Hal.Sharing.Data.History;
using Microsoft.AspNetCore.Http.Features;

namespace Hal.Sharing.Api.Feed;

/// <summary>Opens streams of events, and ends them with the token, and when the server stops.</summary>
internal sealed class EventStreams(
    FeedHub hub, ChangeIds ids, StreamSlots streams, WorkSlots work, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    // Timers have a longest time, too.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public async Task SendAsync(HttpContext http, EventStream stream)
    {
        var cipher = await ids.GetAsync(http.RequestAborted);
        if (!TryReadCursor(http.Request, cipher, out var after, out var fault))
        {
            await ProblemResult.Invalid([fault]).WriteAsync(http);
            return;
        }
        using var lease = streams.Begin(CallerIdentity.LimitKey(stream.Caller));
        if (!lease.IsAcquired)
        {
            await TooMany().WriteAsync(http);
            return;
        }
        // A stream waits nearly always, and for longer than any request.
        using var parking = work.ParkStream();
        using var listener = await hub.OpenAsync(stream.Caller, stream.Topic, after, http.RequestAborted);
        if (listener is null)
        {
            await ProblemResult.Invalid([Unknown(http.Request)]).WriteAsync(http);
            return;
        }
        Begin(http);
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        await RunAsync(http, stream, listener, new EventWriter(http, stream, cipher));
    }

    private async Task RunAsync(HttpContext http, EventStream stream, FeedListener listener, EventWriter writer)
    {
        using var token = new CancellationTokenSource();
        await using var end = EndWithToken(token, stream.Caller.ValidUntil);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted, token.Token, lifetime.ApplicationStopping, listener.Overrun);
        try
        {
            await writer.BeginAsync(listener.Start, either.Token);
            await PumpAsync(listener, writer, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The response ends here, and the client comes back with the ID of its last event.
        }
        if (listener.End is FeedEnd.TooSlow)
            http.Abort();
    }

    private async Task PumpAsync(FeedListener listener, EventWriter writer, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var batches = listener.ReadAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = batches.MoveNextAsync().AsTask();
        try
        {
            while (await BeatUntilAsync(next, listener, writer, cancellationToken))
            {
                await writer.WriteAsync(batches.Current, cancellationToken);
                next = batches.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // The batches cannot be disposed of while one is awaited.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> BeatUntilAsync(
        Task<bool> next, FeedListener listener, EventWriter writer, CancellationToken cancellationToken)
    {
        while (!next.IsCompleted)
        {
            await ((Task)next).WaitAsync(EventWriter.Heartbeat, clock, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!next.IsCompleted)
                await writer.BeatAsync(listener.Checkpoint(), cancellationToken);
        }
        return await next;
    }

    private static void Begin(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = MediaTypes.EventStream;
        http.Response.Headers.CacheControl = "private, no-store";
        // nginx would keep events back until its buffer is full.
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    private ITimer? EndWithToken(CancellationTokenSource end, long? validUntil)
    {
        if (validUntil is not { } until)
            return null;
        var due = TimeSpan.FromTicks(Math.Clamp((DateTimeOffset.FromUnixTimeSeconds(until) - clock.GetUtcNow()).Ticks, 0, Longest.Ticks));
        return clock.CreateTimer(static end => ((CancellationTokenSource)end!).Cancel(), end, due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The header counts before the parameter: a browser sends both when it comes back to an address with a cursor.</summary>
    private static bool TryReadCursor(HttpRequest request, ChangeCipher cipher, out long? after, out Fault fault)
    {
        (after, fault) = (null, Unknown(request));
        if (request.Query.ContainsKey("limit"))
        {
            fault = Fault.InQuery("limit", "A stream has no limit; omit it.");
            return false;
        }
        var (cursor, _) = Sent(request);
        if (cursor.Length == 0)
            return true;
        after = FeedCursor.Read(cipher, cursor);
        return after is not null;
    }

    private static Fault Unknown(HttpRequest request)
    {
        var (cursor, name) = Sent(request);
        return Fault.InQuery(
            name, $"{name} is '{Truncate.Text(cursor)}', which is not the ID of an event here; omit it to get changes from now on.");
    }

    private static (string Cursor, string Name) Sent(HttpRequest request) =>
        request.Headers[EventStream.LastEventId].ToString() is { Length: > 0 } last
            ? (last, EventStream.LastEventId)
            : (request.Query["after"].ToString(), "after");

    private ProblemResult TooMany() => ProblemResult.TooManyRequests(
        RetryAfter, $"You have {streams.PerCaller} open streams at this server, which is the limit; close one, then open another.")
        with { Reason = "streams" };
}
