namespace Hal.Sharing.Bench.Measuring;

/// <summary>What one lane did in one round.</summary>
/// <param name="P50">The median of the latency, in microseconds; null if it was not measured, as the following.</param>
/// <param name="ServerCpu">CPU time of the program for each request, in microseconds.</param>
/// <param name="DatabaseCpu">CPU time of PostgreSQL for each request, in microseconds.</param>
/// <param name="Allocated">Bytes that the program allocated for each request.</param>
/// <param name="Memory">Resident memory of the program afterwards, in bytes.</param>
/// <param name="Error">Why the round does not count; null if it does.</param>
internal sealed record Sample(
    double PerSecond, double? P50, double? P99, double? ServerCpu, double DatabaseCpu, double? Allocated, long? Memory, string? Error)
{
    public static Sample Failed(string error) => new(0, null, null, null, 0, null, null, error);
}

/// <summary>All rounds of one lane of a case.</summary>
internal sealed record Series(string Case, int Connections, string Lane, IReadOnlyList<Sample> Samples);
