using System.Diagnostics.Metrics;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Data.Feed;
using Hal.Sharing.Data.Telemetry;

namespace Hal.Sharing.Api.Telemetry;

/// <summary>The instruments that are read when metrics are collected: what one server has at that time.</summary>
internal sealed class ServerInstruments(DocumentStore store, DatabaseStatus database, WorkSlots slots, FeedHub feed)
    : IHostedService, IDisposable
{
    private static readonly KeyValuePair<string, object?> Hit = new(TagNames.Result, "hit");
    private static readonly KeyValuePair<string, object?> Miss = new(TagNames.Result, "miss");
    private static readonly KeyValuePair<string, object?> Read = new(TagNames.Pipeline, "read");
    private static readonly KeyValuePair<string, object?> Write = new(TagNames.Pipeline, "write");

    private readonly Meter _meter = new(SharingMeter.Name);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableCounter(
            InstrumentNames.StoreRequests, () => new Measurement<long>[] { new(store.Hits, Hit), new(store.Misses, Miss) },
            "{request}", "Reads that looked for a stored document, by whether there was one.");
        _meter.CreateObservableGauge(InstrumentNames.StoreSize, () => store.Size, "By", "The memory of the stored documents.");
        _meter.CreateObservableGauge(
            InstrumentNames.BreakerOpen,
            () => new Measurement<int>[] { new(database.AreReadsSuspended ? 1 : 0, Read), new(database.AreWritesSuspended ? 1 : 0, Write) },
            null, "1 while the breaker of a pipeline is open and its calls are refused, otherwise 0.");
        _meter.CreateObservableGauge(
            InstrumentNames.WriteSlotsUsed, () => database.WriteSlotsUsed, "{slot}", "Transactions in progress at the primary.");
        _meter.CreateObservableGauge(
            InstrumentNames.WriteSlotsLimit, () => database.WriteSlotsLimit, "{slot}", "The most transactions that can be in progress.");
        _meter.CreateObservableGauge(
            InstrumentNames.RequestsInProgress, () => slots.Running, "{request}", "Requests in progress, without those that wait.");
        _meter.CreateObservableGauge(
            InstrumentNames.RequestsWaiting, () => slots.Parked, "{request}",
            "Requests that wait for a write of the same integration, for a search or for the keys of the provider.");
        _meter.CreateObservableGauge(
            InstrumentNames.FeedBehind, () => feed.BehindSeconds, "s", "The age of the oldest change that is not in the feed yet.");
        _meter.CreateObservableGauge(InstrumentNames.FeedStreams, () => feed.Listeners, "{stream}", "Open streams of events.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();
}
