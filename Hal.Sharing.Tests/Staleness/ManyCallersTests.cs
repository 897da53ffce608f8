using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Staleness;

/// <summary>Requests that arrive together can share a statement. Each must still get what it gets alone.</summary>
public sealed class ManyCallersTests(TwoServers servers, ITestOutputHelper output) : IClassFixture<TwoServers>
{
    private const int Worlds = 5;
    private const int Documents = 60;
    private const int AtOnce = 64;
    private const int Reads = 3000;

    [Fact]
    public async Task SimultaneousReads_GetWhatTheyGetAlone()
    {
        var reads = new List<(Requester Requester, Document Document, string Accept, string Alone)>();
        for (var number = 0; number < Worlds; number++)
        {
            var world = await World.AddAsync(servers);
            foreach (var change in new[] { Change.RenameUser(world.State, "owner"), Change.RenameTeam(world.State, world.State.Readers) })
                await world.ApplyAsync(change, 0);
            var random = new RandomChanges(number);
            var (requesters, documents) = (Requester.All(world.State), Document.All(world.State));
            for (var read = 0; read < Documents; read++)
            {
                var (requester, document, accept) = (random.Of(requesters), random.Of(documents), random.Of(Document.MediaTypes));
                var alone = await new CachingReader(servers.Servers).TextAsync(1, requester, document, accept, isConditional: false);
                reads.Add((requester, document, accept, alone));
            }
        }
        var reader = new CachingReader(servers.Servers);
        var next = 0;

        var mixedUp = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async worker =>
        {
            var wrong = new List<string>();
            var own = new Random(worker);
            while (Interlocked.Increment(ref next) <= Reads)
            {
                var (requester, document, accept, alone) = reads[own.Next(reads.Count)];
                var text = await reader.TextAsync(0, requester, document, accept, isConditional: own.Next(2) == 0);
                if (text != alone)
                    wrong.Add($"{requester.UserId} ({requester.Name}) got {document.Path} as\n{text}\ninstead of\n{alone}");
            }
            return wrong;
        }));

        output.WriteLine($"{Reads} reads of {reads.Count} documents, {AtOnce} at once, {reader.NotModified} times 304");
        mixedUp.SelectMany(wrong => wrong).Should().BeEmpty();
        reads.Select(read => read.Alone).Distinct().Should().HaveCountGreaterThan(
            reads.Count / 3, "many documents differ, so that a mix-up shows");
    }
}
