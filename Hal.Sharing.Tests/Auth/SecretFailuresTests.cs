using System.Net;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Limits;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Auth;

public sealed class SecretFailuresTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Flood_UsesLimitedMemory()
    {
        var failures = new SecretFailures(new LimitOptions(), _clock);

        for (var i = 0; i < 30_000; i++)
            failures.Count($"client{i}", IPAddress.Loopback);

        failures.Size.Should().BeInRange(1, 10_000);
    }

    [Fact]
    public void InvalidIds_AreCountedTogether()
    {
        var failures = new SecretFailures(new LimitOptions(), _clock);

        var waits = Enumerable.Range(0, 6).Select(i => failures.Count($"no id {i}", IPAddress.Loopback)).ToList();

        waits.Take(5).Should().OnlyContain(wait => wait == null);
        waits[5].Should().Be(TimeSpan.FromMinutes(1));
        failures.Size.Should().Be(1);
    }

    [Fact]
    public void Counts_AreForgottenAfterOneMinute()
    {
        var failures = new SecretFailures(new LimitOptions(), _clock);
        failures.Count("one", IPAddress.Loopback);

        _clock.Advance(TimeSpan.FromMinutes(1));
        failures.Count("two", IPAddress.Loopback);

        failures.Size.Should().Be(1);
    }
}
