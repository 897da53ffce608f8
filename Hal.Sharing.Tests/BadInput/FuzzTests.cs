using System.Text;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>
/// Sends valid and randomly damaged requests (with a fixed seed), one after the other, to every endpoint of a server in a separate process:
/// no request causes a failure, a large response or high costs. <see cref="SchemaFuzzTests"/> sends more of them, and judges the responses.
/// </summary>
public sealed class FuzzTests(DataFolders folders, ITestOutputHelper output) : IClassFixture<DataFolders>
{
    private const int Seed = 20260115;
    private const int Rounds = 1_500;
    private const int LargestAnswer = 1_000_000;
    private const int Repetitions = 3;
    private static readonly TimeSpan MostProcessorTime = TimeSpan.FromSeconds(0.5);
    private static readonly string?[] Callers = ["admin", "jdoe", "asmith", "bwong", "outsider", "junior", null];

    [Fact]
    public async Task NoRequest_FailsOrCostsMuch()
    {
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(folder, $"--Auth:SigningKey={TestIssuer.BuiltInPem}");
        var random = new Random(Seed);
        var damage = new Damage(random);
        var valid = FuzzRequests.All;
        // The first requests pay for compiling what they run; they are judged by their answers alone.
        var trial = new Trial(server, [server.Id, DataFolders.Postmaster(folder)!.Value]);
        foreach (var caller in Callers)
            foreach (var request in valid.Where(request => request.Method != "DELETE"))
                await trial.SendAsync(request with { As = caller }, null, isMeasured: false);

        foreach (var request in FuzzRequests.Expensive)
            await trial.SendAsync(request, null, isMeasured: true);
        for (var round = 0; round < Rounds; round++)
        {
            var request = damage.Of(valid[random.Next(valid.Count)] with { As = Callers[random.Next(Callers.Length)] });
            await trial.SendAsync(request, damage.OfBytes(request.ToBytes()), isMeasured: true);
        }

        output.WriteLine(string.Join(", ", trial.Statuses.Select(status => $"{status.Key}: {status.Value}")));
        output.WriteLine($"largest response {trial.Largest} bytes, longest processor time {trial.Most.TotalSeconds:0.00} s");
        trial.Complaints.Should().BeEmpty();
        trial.Statuses.Keys.Should().Contain(
            [200, 204, 400, 401, 403, 404, 405, 415, 422], "a fuzz test that is always refused for one reason shows nothing");
        (await RawAnswer.SendAsync(server.Address, new RawRequest("GET", "/health/ready").ToBytes())).Status
            .Should().Be(200, "the server is still there");
    }

    [Fact]
    public void Requests_CoverEveryOperation() => FuzzRequests.All
        .Select(request => ApiOperations.All.Find(request.Method, request.Target.Split('?')[0]).Operation).OfType<ApiOperation>().Distinct()
        .Should().HaveCount(ApiOperations.All.Count);

    /// <summary>Sends requests one after the other, and keeps what is wrong with the answers.</summary>
    private sealed class Trial(ServerProcess server, int[] processes)
    {
        private TimeSpan _used = ProcessorTime.Of(processes);

        public List<string> Complaints { get; } = [];

        public SortedDictionary<int, int> Statuses { get; } = [];

        public int Largest { get; private set; }

        public TimeSpan Most { get; private set; }

        /// <param name="damaged">The bytes to send instead of the request's own; null: those.</param>
        public async Task SendAsync(RawRequest request, byte[]? damaged, bool isMeasured)
        {
            var bytes = damaged ?? request.ToBytes();
            var before = _used;
            var answer = await RawAnswer.SendAsync(server.Address, bytes, isLast: damaged is not null);
            _used = ProcessorTime.Of(processes);
            var used = _used - before;
            if (isMeasured && used > MostProcessorTime)
                used = await RepeatAsync(bytes, used, isLast: damaged is not null);

            Statuses[answer.Status] = Statuses.GetValueOrDefault(answer.Status) + 1;
            Largest = Math.Max(Largest, answer.Body.Length);
            // 505 is Kestrel's response to a damaged HTTP version.
            if (answer.Status >= 500 && answer is not { Status: 505, Body: [] })
                Complain($"{answer.Status} {answer.Text}");
            if (answer.Body.Length > LargestAnswer)
                Complain($"{answer.Status} with {answer.Body.Length} bytes");
            if (damaged is null && RawExchange.Of(request, answer) is { } exchange && ApiJudge.Judge(exchange) is { } fault)
                Complain(fault);
            if (!isMeasured)
                return;
            Most = used > Most ? used : Most;
            if (used > MostProcessorTime)
                Complain($"{answer.Status} after {used.TotalSeconds:0.00} s of processor time");

            void Complain(string what) =>
                Complaints.Add($"{what}\n{request}\n{Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 2_000))}");
        }

        /// <summary>
        /// Returns the least of several times. The processes also compile, collect garbage and vacuum; what a request costs, it costs
        /// again.
        /// </summary>
        private async Task<TimeSpan> RepeatAsync(byte[] bytes, TimeSpan least, bool isLast)
        {
            for (var i = 0; i < Repetitions && least > MostProcessorTime; i++)
            {
                var before = _used;
                await RawAnswer.SendAsync(server.Address, bytes, isLast);
                _used = ProcessorTime.Of(processes);
                least = _used - before < least ? _used - before : least;
            }
            return least;
        }
    }
}
