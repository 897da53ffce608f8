using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The cases that compare the server with the same server that sends telemetry to a collector.</summary>
internal sealed class TelemetryCases(Session session)
{
    private const string Off = "off";
    private const string On = "on";

    public async IAsyncEnumerable<BenchCase> AllAsync()
    {
        var observed = await session.StartObservedAsync();
        var work = session.Workloads;
        var (shares, writes) = (await work.SharesAsync(), await work.PutSharesAsync());
        yield return new(CaseKeys.TelemetryList, "Telemetry: share list", [16],
            [session.Lane(session.Server, shares, Off), session.Lane(observed, shares, On)]);
        yield return new(CaseKeys.TelemetryPut, "Telemetry: PUT share", [16],
            [session.Lane(session.Server, writes, Off), session.Lane(observed, writes, On)]);
    }
}
