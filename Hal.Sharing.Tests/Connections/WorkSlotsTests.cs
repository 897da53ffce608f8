using Hal.Sharing.Data.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Connections;

/// <summary>How long requests wait for a slot, by a clock that the test moves.</summary>
public sealed class WorkSlotsTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly WorkSlots _slots;

    public WorkSlotsTests() => _slots = new(new WorkLimits(1, 3), _clock);

    public void Dispose() => _slots.Dispose();

    [Fact]
    public async Task FreeSlot_IsTakenAtOnce_AndThoseWhoWaitFollowInTheirOrder()
    {
        (await _slots.EnterAsync()).Should().BeTrue();
        var (second, third) = (_slots.EnterAsync().AsTask(), _slots.EnterAsync().AsTask());
        second.IsCompleted.Should().BeFalse();

        _slots.Leave();
        (await second).Should().BeTrue();
        third.IsCompleted.Should().BeFalse();
        _slots.Leave();
        (await third).Should().BeTrue();
        _slots.Running.Should().Be(1);
    }

    [Fact]
    public async Task MoreThanCanWait_AreRefusedAtOnce()
    {
        var waiting = await FillAsync(3);

        (await _slots.EnterAsync()).Should().BeFalse();

        waiting.Should().NotContain(request => request.IsCompleted);
    }

    [Fact]
    public async Task Burst_IsServed_IfItsQueueIsShort()
    {
        var waiting = await FillAsync(3);

        Serve(TimeSpan.FromMilliseconds(15));

        (await Task.WhenAll(waiting)).Should().OnlyContain(isAdmitted => isAdmitted);
    }

    [Fact]
    public async Task RequestThatWaitsLong_IsRefused_WhileOthersAreServed()
    {
        using var slots = new WorkSlots(new WorkLimits(1, 100), _clock);
        await slots.EnterAsync();
        var waiting = Enumerable.Range(0, 40).Select(_ => slots.EnterAsync().AsTask()).ToList();

        Serve(TimeSpan.FromMilliseconds(150), slots);

        waiting.Should().OnlyContain(request => request.IsCompleted);
        var admitted = await Task.WhenAll(waiting);
        admitted.Should().StartWith([true, true, true]).And.EndWith([false, false, false]);
    }

    [Fact]
    public async Task QueueIsShort_WhileRequestsAreRefused()
    {
        using var slots = new WorkSlots(new WorkLimits(1, 100), _clock);
        await slots.EnterAsync();
        var waiting = Enumerable.Range(0, 40).Select(_ => slots.EnterAsync().AsTask()).ToList();
        Serve(TimeSpan.FromMilliseconds(150), slots);
        await Task.WhenAll(waiting);
        if (slots.Running == 0)
            await slots.EnterAsync();

        var arrived = Enumerable.Range(0, 5).Select(_ => slots.EnterAsync().AsTask()).ToList();

        arrived.Count(request => request.IsCompleted).Should().Be(2, "three wait for each slot");
        _clock.Advance(TimeSpan.FromSeconds(2));
        slots.Leave();
        Enumerable.Range(0, 5).Select(_ => slots.EnterAsync().AsTask()).Count(request => request.IsCompleted)
            .Should().Be(1, "one has the slot, and all others can wait");
    }

    [Fact]
    public async Task Stall_RefusesAfterHalfASecond()
    {
        var waiting = await FillAsync(1);

        Pass(TimeSpan.FromMilliseconds(490));
        waiting[0].IsCompleted.Should().BeFalse("no slot became free, so that the others are not served either");
        Pass(TimeSpan.FromMilliseconds(20));

        (await waiting[0]).Should().BeFalse();
    }

    [Fact]
    public async Task ParkedRequest_LeavesItsSlot_AndGoesOnWithoutWaiting()
    {
        var waiting = await FillAsync(1);

        var parking = _slots.Park();
        (await waiting[0]).Should().BeTrue();
        (_slots.Running, _slots.Parked).Should().Be((1, 1));
        parking.Dispose();
        parking.Dispose();

        (_slots.Running, _slots.Parked).Should().Be((2, 0));
    }

    /// <summary>Takes the only slot, and lets so many wait.</summary>
    private async Task<List<Task<bool>>> FillAsync(int waiting)
    {
        (await _slots.EnterAsync()).Should().BeTrue();
        return [.. Enumerable.Range(0, waiting).Select(_ => Enter())];
    }

    private Task<bool> Enter() => _slots.EnterAsync().AsTask();

    private void Serve(TimeSpan time) => Serve(time, _slots);

    /// <summary>Ends one request every 5 ms.</summary>
    private void Serve(TimeSpan time, WorkSlots slots)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            _clock.Advance(Step);
            if (slots.Running > 0)
                slots.Leave();
        }
    }

    private void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
            _clock.Advance(Step);
    }
}
