using Hal.Sharing.Data.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>Of many similar events, few are logged, and all are counted.</summary>
public sealed class LogRateTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void FirstEvent_IsLogged_AndOthersOfTheSecondAreCounted()
    {
        var rate = new LogRate(_clock);

        Counts(rate, "a", 5).Should().Equal(1, 0, 0, 0, 0);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Counts(rate, "a", 2).Should().Equal(5, 0);
    }

    [Fact]
    public void Keys_AreSeparate()
    {
        var rate = new LogRate(_clock);

        Counts(rate, "a", 2).Should().Equal(1, 0);
        Counts(rate, "b", 2).Should().Equal(1, 0);
    }

    [Fact]
    public void FewEvents_AreNotLogged()
    {
        var rate = new LogRate(_clock, leastEvents: 3);

        Counts(rate, "a", 2).Should().Equal(0, 0);
        _clock.Advance(TimeSpan.FromHours(1));
        Counts(rate, "a", 4).Should().Equal(3, 0, 0, 0);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Counts(rate, "a", 1).Should().Equal(4);
    }

    [Fact]
    public void ConcurrentEvents_AreEachCountedOnce()
    {
        var rate = new LogRate(_clock);

        var logged = Enumerable.Range(0, 10_000).AsParallel().Sum(_ => rate.Count("a"));
        _clock.Advance(TimeSpan.FromSeconds(1));

        (logged + rate.Count("a")).Should().Be(10_001);
    }

    private static long[] Counts(LogRate rate, string key, int times) => [.. Enumerable.Range(0, times).Select(_ => rate.Count(key))];
}
