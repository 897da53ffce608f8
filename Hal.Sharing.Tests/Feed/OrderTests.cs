using System.Text.Json;
using Dapper;
using Hal.Sharing.Data.Feed;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Feed;

/// <summary>
/// Every change exactly once, in the same order for every reader: writers that commit after random times, readers at two servers that leave
/// and come back.
/// </summary>
public sealed class OrderTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Writers = 12;
    private const int Transactions = 25;

    private readonly SharingServer _server = new();
    private readonly int _seed = Random.Shared.Next(1_000_000);
    private DataStack _stack = null!;

    public async Task InitializeAsync()
    {
        output.WriteLine($"Seed {_seed}");
        await _server.InitializeAsync();
        _stack = new(_server.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _stack.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Readers_GetEveryChangeOnce_InOneOrder()
    {
        HttpClient[] servers = [As("admin"), As("admin")];
        var start = await StartAsync(servers[0]);
        var readers = Enumerable.Range(0, 6).Select(reader => FollowAsync(servers, start, new Random(_seed - reader - 1))).ToList();
        var written = await WriterCrowd.WriteAsync(_stack, Writers, Transactions, _seed);

        ReadOrder.Faults(written, await Task.WhenAll(readers)).Should().BeEmpty();

        // A reader that comes last gets the same again.
        ReadOrder.Faults(written, [await readers[0], await FollowAsync(servers, start, new Random(_seed))]).Should().BeEmpty();
    }

    [Fact]
    public async Task ReadersByNumber_MissChanges_AndTheComparisonFindsThem()
    {
        var start = await _stack.ScalarAsync<long>("select max(id) from changes");
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => FollowByNumberAsync(start))).ToList();
        var written = await WriterCrowd.WriteAsync(_stack, Writers, Transactions, _seed);

        ReadOrder.Faults(written, await Task.WhenAll(readers)).Should().Contain(fault => fault.Contains("lacks"));
    }

    [Fact]
    public async Task Sealers_ThatAreKilled_LoseAndRepeatNothing()
    {
        await using var other = new DataStack(_server.ConnectionString);
        var start = await _stack.ScalarAsync<long>("select max(id) from changes");
        using var end = new CancellationTokenSource();
        var sealers = new[] { _stack, other }.Select(stack => Task.Run(() => SealAsync(stack, end.Token))).ToList();
        var killer = KillAsync(end.Token);
        var written = await WriterCrowd.WriteAsync(_stack, Writers, Transactions, _seed);
        await _stack.UntilAsync("select not exists (select from changes c where not exists (select from feed f where f.change_id = c.id))");
        await end.CancelAsync();
        await Task.WhenAll([.. sealers, killer]);

        await using var connection = await _stack.OutsideAsync();
        var names = await connection.QueryAsync<string>("""
            select split_part(substr(c.subject, 7), '/', 1) from feed f join changes c on c.id = f.change_id
            where c.id > @start and c.subject not like 'share:end/%' order by f.position
            """, new { start });
        ReadOrder.Faults(written, [names.AsList()]).Should().BeEmpty();
        (await _stack.ScalarAsync<bool>("select max(position) - min(position) + 1 = count(*) from feed")).Should().BeTrue("it has no gaps");
    }

    private HttpClient As(string user) => _server.CreateClient(("Health:DrainSeconds", "0")).WithBearer(TestIssuer.BuiltIn.Token(user));

    private static async Task<string> StartAsync(HttpClient server)
    {
        await using var stream = await EventClient.OpenAsync(server, "/api/history");
        return stream.LastId;
    }

    private static async Task<IReadOnlyList<string>> FollowAsync(HttpClient[] servers, string lastId, Random random)
    {
        var names = new List<string>();
        while (true)
        {
            await using var stream = await EventClient.OpenAsync(servers[random.Next(servers.Length)], "/api/history", lastId);
            for (var left = random.Next(1, 60); left > 0; left--)
            {
                var change = (await stream.ReadAsync())!;
                lastId = change.Id;
                using var data = JsonDocument.Parse(change.Data);
                if (data.RootElement.TryGetProperty("integrationId", out var id) && id.GetString() is { } name && name[0] is 'w' or 'e')
                {
                    if (name == WriterCrowd.End)
                        return names;
                    names.Add(name);
                }
            }
        }
    }

    private async Task<IReadOnlyList<string>> FollowByNumberAsync(long last)
    {
        var names = new List<string>();
        await using var connection = await _stack.OutsideAsync();
        while (true)
        {
            foreach (var (id, subject) in await connection.QueryAsync<(long, string)>(
                "select id, subject from changes where id > @last order by id", new { last }))
            {
                last = id;
                var name = subject.Split(':')[1].Split('/')[0];
                if (name == WriterCrowd.End)
                    return names;
                names.Add(name);
            }
        }
    }

    private static async Task SealAsync(DataStack stack, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await stack.Get<FeedSealing>().SealAsync(CancellationToken.None);
                await Task.Delay(5, CancellationToken.None);
            }
            catch (Npgsql.NpgsqlException)
            {
                // Its backend was killed.
            }
        }
    }

    private async Task KillAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await _stack.ExecuteAsync("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and application_name = 'hal-sharing'
                """);
            await Task.Delay(30, CancellationToken.None);
        }
    }
}
