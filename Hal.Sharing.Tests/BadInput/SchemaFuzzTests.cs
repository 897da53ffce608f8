using System.Globalization;
using System.Text.Json;
using Dapper;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Tests.Support;
using Npgsql;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>
/// Sends requests that are made from the served OpenAPI document, valid and faulty, by many callers at once: every response is one that
/// the document has for the operation, and none is a 500. <c>FUZZ_SEED</c> chooses other requests, and <c>FUZZ_REQUESTS</c> their number.
/// </summary>
public sealed class SchemaFuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 20260115;
    private const int Workers = 8;

    // After so many requests, the rows are as at the beginning: what is deleted could not be reached any more.
    private const int Round = 500;

    private readonly ListeningServer _server = new() { Settings = [("Limits:RenamesPerHour", "1000000")] };

    [Fact]
    public Task EveryRequest_GetsADocumentedResponse() => FuzzAsync(20_000, leastSuccesses: 1);

    [Fact, Trait("Category", "Long")]
    public Task EveryOfManyRequests_GetsADocumentedResponse()
    {
        var count = Number("FUZZ_REQUESTS", 1_000_000);
        return FuzzAsync(count, leastSuccesses: count / 20_000);
    }

    private async Task FuzzAsync(int count, int leastSuccesses)
    {
        await using (var connection = new NpgsqlConnection(_server.ConnectionString))
        {
            await connection.ExecuteAsync(
                FuzzCallers.InsertSql, new { users = FuzzCallers.Users, hash = ClientSecret.Hash(Accounts.Secret), SharingFixture.Past });
        }
        var beginning = await ResetDatabase.KeepAsync(_server.ConnectionString);
        var seed = Number("FUZZ_SEED", Seed);
        output.WriteLine($"FUZZ_SEED={seed}");
        using var document = JsonDocument.Parse((await SendAsync(new RawRequest("GET", "/openapi/v1.json"))).Body);
        var requests = new SchemaRequests(document.RootElement);
        var tally = new FuzzTally(requests.Operations);

        for (var first = 0; first < count && !tally.IsFull; first += Round)
        {
            await Parallel.ForAsync(first, Math.Min(first + Round, count), new ParallelOptions { MaxDegreeOfParallelism = Workers },
                async (number, _) =>
                {
                    var sent = requests.Next(new Random(unchecked((seed * 397) ^ (number * 7919))));
                    sent = sent.WantsTag ? sent with { Request = await WithTagAsync(sent.Request) } : sent;
                    tally.Add(number, sent, await RawAnswer.SendAsync(
                        _server.Address, sent.Damaged ?? sent.Request.ToBytes(), isLast: sent.Damaged is not null));
                });
            await beginning.RunAsync();
        }

        output.WriteLine(tally.ToString());
        string.Join("\n\n", tally.Complaints).Should().BeEmpty();
        tally.Below(leastSuccesses).Should().BeEmpty("a fuzz must get past validation to show anything");
        tally.Statuses.Should().Contain([200, 201, 204, 304, 400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422]);
        (await SendAsync(new RawRequest("GET", "/health/ready"))).Status.Should().Be(200, "the server is still there");
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    private Task<RawAnswer> SendAsync(RawRequest request) => RawAnswer.SendAsync(_server.Address, request.ToBytes());

    private async Task<RawRequest> WithTagAsync(RawRequest request)
    {
        var read = await SendAsync(request with { Method = "GET", Body = null });
        return read.Header("etag") is { Length: > 0 } tag ? request.With($"If-Match: {tag}") : request;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
