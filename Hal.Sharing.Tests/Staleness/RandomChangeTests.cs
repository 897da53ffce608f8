using System.Globalization;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Staleness;

/// <summary>
/// After a change was acknowledged by one server, the other shows it: random changes in several worlds at once, so that freshness checks
/// share statements. STALENESS_CHECKS=100000 runs the long version, STALENESS_SEED another sequence.
/// </summary>
public sealed class RandomChangeTests(TwoServers servers, ITestOutputHelper output) : IClassFixture<TwoServers>
{
    private const int DefaultChecks = 3000;
    private const int Worlds = 8;
    private const int ReadsPerChange = 10;
    private const int ChangedReads = 7;

    private int _checks;
    private int _changes;

    [Fact]
    public async Task ChangeAtOneServer_ShowsAtTheOther()
    {
        var wanted = Setting("STALENESS_CHECKS", DefaultChecks);
        var seed = Setting("STALENESS_SEED", 1);

        var worlds = await Task.WhenAll(Enumerable.Range(0, Worlds).Select(_ => World.AddAsync(servers)));
        await Task.WhenAll(worlds.Select((world, number) => RunAsync(world, (seed * Worlds) + number, wanted)));

        var notModified = worlds.Sum(world => world.Reader.NotModified);
        output.WriteLine($"{_checks} checks after {_changes} changes, {notModified} times 304; seed {seed}");
        notModified.Should().BePositive("reads with the tag of the last copy are part of it");
    }

    private async Task RunAsync(World world, int seed, int wanted)
    {
        var random = new RandomChanges(seed);
        while (Volatile.Read(ref _checks) < wanted)
        {
            var change = random.After(world.State);
            var writer = random.Next(2);
            var reads = Reads(world, change, random);
            // The reading server, and sometimes the writing one, then has what the change makes stale.
            await CheckAsync(world, 1 - writer, reads, "before " + change);
            if (random.Next(4) == 0)
                await CheckAsync(world, writer, reads, "at the writing server before " + change);

            await world.ApplyAsync(change, writer);

            await CheckAsync(world, 1 - writer, reads, $"seed {seed}, after {change}");
            Interlocked.Add(ref _checks, reads.Count);
            if (Interlocked.Increment(ref _changes) % 200 == 0)
                world.Reader.Forget();
        }
    }

    private sealed record Read(Requester Requester, Document Document, string Accept, bool IsConditional);

    /// <summary>Chooses documents that the change changes, and some that it must not change.</summary>
    private static List<Read> Reads(World world, Change change, RandomChanges random)
    {
        var changed = world.ChangedBy(change).ToList();
        var (requesters, documents) = (Requester.All(change.After), Document.All(change.After));
        var chosen = new HashSet<(Requester, Document)>();
        while (chosen.Count < ChangedReads && changed.Count > 0)
        {
            var index = random.Next(changed.Count);
            chosen.Add(changed[index]);
            changed.RemoveAt(index);
        }
        while (chosen.Count < ReadsPerChange)
            chosen.Add((random.Of(requesters), random.Of(documents)));
        return
        [
            .. from pair in chosen
               where World.Expected(change.After, pair.Item1, pair.Item2, Document.Forms) is not null
               select new Read(pair.Item1, pair.Item2, random.Of(Document.MediaTypes), random.Next(2) == 0),
        ];
    }

    private static Task CheckAsync(World world, int server, List<Read> reads, string when) => Task.WhenAll(reads.Select(async read =>
    {
        if (World.Expected(world.State, read.Requester, read.Document, read.Accept) is not { } expected)
            return;
        var shown = await world.Reader.TextAsync(server, read.Requester, read.Document, read.Accept, read.IsConditional);
        shown.Should().Be(
            expected, "server {0} shows {1} to {2} as {3}, conditional {4}, {5}", server, read.Document.Path, read.Requester.Name,
            read.Accept, read.IsConditional, when);
    }));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
