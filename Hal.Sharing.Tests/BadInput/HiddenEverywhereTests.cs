using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>What is hidden from a caller equals what never existed, in every operation: in each byte and in its time.</summary>
public sealed class HiddenEverywhereTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Pairs = 1_000;
    private const int Tries = 3;
    private const double MostDifference = 0.05;

    private readonly ListeningServer _server = new();

    [Fact]
    public async Task Hidden_EqualsAbsent_ByteByByte()
    {
        var before = await _server.DigestAsync();
        foreach (var request in HiddenRequest.All)
        {
            var hidden = await _server.SendAsync(request.With(request.Hidden));
            var absent = await _server.SendAsync(request.With(request.Absent));

            HiddenTests.Comparable(hidden, request.Hidden).Should().Be(HiddenTests.Comparable(absent, request.Absent), "{0}", request);
        }
        (await _server.DigestAsync()).Should().Equal(before);
    }

    [Fact, Trait("Category", "Long")]
    public async Task Hidden_TakesAsLongAsAbsent()
    {
        var slow = new List<string>();
        foreach (var request in HiddenRequest.All)
        {
            var ratio = double.MaxValue;
            for (var tries = 0; tries < Tries && Math.Abs(ratio - 1) > MostDifference; tries++)
            {
                var (hidden, absent) = await MediansAsync(request);
                ratio = hidden / absent;
                output.WriteLine($"{ratio:0.000}  {hidden:0.000} ms / {absent:0.000} ms  {request} as {request.Caller}");
            }
            if (Math.Abs(ratio - 1) > MostDifference)
                slow.Add($"{ratio:0.000} {request}");
        }
        slow.Should().BeEmpty();
    }

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.ExecuteAsync(HiddenRequest.InsertSql);
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    /// <summary>Sends both in pairs, each pair in random order, so that whatever else the machine does affects both equally.</summary>
    private async Task<(double Hidden, double Absent)> MediansAsync(HiddenRequest request)
    {
        using var client = new HttpClient { BaseAddress = _server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.BuiltIn.Token(request.Caller));
        var random = new Random(1);
        var (hidden, absent) = (new List<double>(), new List<double>());
        for (var pair = -Pairs / 10; pair < Pairs; pair++)
        {
            var isHiddenFirst = random.Next(2) == 0;
            foreach (var isHidden in new[] { isHiddenFirst, !isHiddenFirst })
            {
                var time = await TimeAsync(client, request, isHidden ? request.Hidden : request.Absent);
                // The first pairs pay for compiling and for filling caches.
                if (pair >= 0)
                    (isHidden ? hidden : absent).Add(time);
            }
        }
        return (Median(hidden), Median(absent));
    }

    private static async Task<double> TimeAsync(HttpClient client, HiddenRequest request, string name)
    {
        using var sent = new HttpRequestMessage(new(request.Method), request.Path.Replace("{x}", name, StringComparison.Ordinal));
        if (request.Body is not null)
            sent.Content = new StringContent(
                request.Body.Replace("{x}", name, StringComparison.Ordinal), Encoding.UTF8, "application/json");
        var start = Stopwatch.GetTimestamp();
        using var response = await client.SendAsync(sent);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
