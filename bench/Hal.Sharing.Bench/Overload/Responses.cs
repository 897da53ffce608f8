using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Hal.Sharing.Bench.Overload;

/// <summary>Collects the statuses and latencies of the responses of one measurement.</summary>
internal sealed class Responses
{
    private readonly ConcurrentQueue<(int Status, double Milliseconds)> _all = new();

    public async Task SendAsync(HttpConnection connection, ReadOnlyMemory<byte> request)
    {
        var began = Stopwatch.GetTimestamp();
        var status = await connection.SendAsync(request);
        _all.Enqueue((status, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
    }

    public int Count(Func<int, bool> status) => _all.Count(one => status(one.Status));

    /// <summary>Returns a percentile of the latency, in milliseconds; 0 without such responses.</summary>
    public double Percentile(double percent, Func<int, bool> status)
    {
        var times = _all.Where(one => status(one.Status)).Select(one => one.Milliseconds).Order().ToList();
        return times.Count == 0 ? 0 : times[(int)Math.Min(times.Count - 1, times.Count * percent / 100)];
    }

    public string Statuses() => string.Join(", ", _all.GroupBy(one => one.Status).OrderBy(group => group.Key)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} x {group.Key}")));

    public static bool IsAccepted(int status) => status is >= 200 and < 400;

    public static bool IsShed(int status) => status is 429 or 503;
}
