using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hal.Sharing.Tests.Faults;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Feed;

/// <summary>
/// How far streams are behind: 2,000 changes per second for 20 s, with 100 listeners at two server processes. 20 superusers read all
/// changes, and 80 owners one integration each. FEED_SECONDS and FEED_RATE change the load.
/// </summary>
[Collection(nameof(FaultCollection))]
public sealed class FeedLoadTests(DataFolders folders, ITestOutputHelper output) : IClassFixture<DataFolders>
{
    private const int Superusers = 20;
    private const int Integrations = 80;
    private const int Writers = 8;
    private const int OfTransaction = 5;

    private const string UsersSql = """
        insert into account_ids (id, kind) select id, 'user' from unnest(@users) as id;
        insert into principals (id, kind, name) select 'user:' || id, 'user', id from unnest(@users) as id;
        insert into users (id, is_superuser, created_at, updated_at) select id, id like 'root%', now(), now() from unnest(@users) as id;
        insert into integration_names (name, integration_id)
        select id, id from unnest(@integrations) as id union all select id || '-slug', id from unnest(@integrations) as id;
        insert into integrations (id, slug, name, owner_id, created_at, updated_at)
        select id, id || '-slug', id, 'user:' || replace(id, 'load', 'owner'), now(), now() from unnest(@integrations) as id;
        """;

    private const string WriteSql = """
        insert into changes (at, user_id, action, subject, after)
        select clock_timestamp(), 'root0', 'share.put', 'share:load' || (@first + n) % 80 || '/user:owner' || n, '{"accessLevel": 1}'
        from generate_series(0, @last) n
        """;

    [Fact]
    [Trait("Category", "Long")]
    public async Task TwoThousandChangesPerSecond_ReachEveryListenerWithinASecond()
    {
        var (seconds, rate) = (Setting("FEED_SECONDS", 20), Setting("FEED_RATE", 2000));
        await using var postgres = await FaultyPostgres.StartAsync(folders.New());
        await postgres.FillAsync();
        await using var stack = new DataStack(postgres.ConnectionString);
        await stack.ExecuteAsync(UsersSql, new
        {
            users = Enumerable.Range(0, Superusers).Select(n => $"root{n}")
                .Concat(Enumerable.Range(0, Integrations).Select(n => $"owner{n}")).ToArray(),
            integrations = Enumerable.Range(0, Integrations).Select(n => $"load{n}").ToArray(),
        });
        await using var servers = await ExternalServers.StartAsync(folders, 2, postgres.ConnectionString);
        var listeners = new List<LoadListener>();
        for (var n = 0; n < Superusers; n++)
            listeners.Add(await LoadListener.OpenAsync(servers.Addresses[n % 2], $"root{n}", "/api/history", null));
        for (var n = 0; n < Integrations; n++)
            listeners.Add(await LoadListener.OpenAsync(
                servers.Addresses[n / 2 % 2], $"owner{n}", $"/api/integrations/load{n}/history", $"load{n}"));

        listeners.ForEach(listener => listener.Begin());
        var written = await WriteAsync(stack, seconds, rate);
        await Task.WhenAll(listeners.Select(listener => listener.UntilAsync(
            listener.Integration is { } id ? written[int.Parse(id.AsSpan(4), CultureInfo.InvariantCulture)] : written.Sum())));

        var delays = listeners.SelectMany(listener => listener.Delays).Order().ToArray();
        var (p50, p99) = (delays[delays.Length / 2], delays[(int)(delays.Length * 0.99)]);
        output.WriteLine($"{written.Sum()} changes in {seconds} s, {delays.Length} events");
        output.WriteLine($"p50 {p50:0} ms, p99 {p99:0} ms, most {delays[^1]:0} ms");
        written.Sum().Should().BeGreaterThan((int)(0.9 * seconds * rate), "the writers kept the rate");
        p99.Should().BeLessThan(1000);
        foreach (var listener in listeners)
            await listener.DisposeAsync();
    }

    /// <summary>Returns how many changes each integration got.</summary>
    private static async Task<int[]> WriteAsync(DataStack stack, int seconds, int rate)
    {
        var written = new int[Integrations];
        var pause = TimeSpan.FromSeconds((double)Writers * OfTransaction / rate);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            await using var connection = await stack.OutsideAsync();
            await using var command = new Npgsql.NpgsqlCommand(WriteSql.Replace("@first", "$1", StringComparison.Ordinal)
                .Replace("@last", "$2", StringComparison.Ordinal), connection);
            command.Parameters.Add(new Npgsql.NpgsqlParameter<int>());
            command.Parameters.Add(new Npgsql.NpgsqlParameter<int> { TypedValue = OfTransaction - 1 });
            await command.PrepareAsync();
            var clock = Stopwatch.StartNew();
            for (var turn = 0; clock.Elapsed < TimeSpan.FromSeconds(seconds); turn++)
            {
                var first = ((turn * Writers) + writer) * OfTransaction;
                ((Npgsql.NpgsqlParameter<int>)command.Parameters[0]).TypedValue = first;
                await command.ExecuteNonQueryAsync();
                for (var n = 0; n < OfTransaction; n++)
                    Interlocked.Increment(ref written[(first + n) % Integrations]);
                var ahead = ((turn + 1) * pause) - clock.Elapsed;
                if (ahead > TimeSpan.Zero)
                    await Task.Delay(ahead);
            }
        })));
        return written;
    }

    private static int Setting(string name, int value) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : value;

    /// <summary>Counts the events of a stream without parsing them, and measures from the time of each change.</summary>
    private sealed class LoadListener(HttpClient client, Stream body, string? integration) : IAsyncDisposable
    {
        private readonly byte[] _buffer = new byte[1 << 18];
        private int _filled;
        private int _count;
        private Task _reading = Task.CompletedTask;

        public string? Integration => integration;

        public List<double> Delays { get; } = [];

        public static async Task<LoadListener> OpenAsync(Uri server, string user, string path, string? integration)
        {
            var client = new HttpClient { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
            client.WithBearer(TestIssuer.BuiltIn.Token(user));
            var response = await EventClient.SendAsync(client, path);
            response.EnsureSuccessStatusCode();
            var listener = new LoadListener(client, await response.Content.ReadAsStreamAsync(), integration);
            await listener.FillAsync();
            return listener;
        }

        public void Begin() => _reading = Task.Run(async () =>
        {
            while (await FillAsync())
                Volatile.Write(ref _count, Delays.Count);
        });

        public async Task UntilAsync(int count)
        {
            while (Volatile.Read(ref _count) < count && !_reading.IsCompleted)
                await Task.Delay(10);
            Volatile.Read(ref _count).Should().Be(count, "nothing is lost, and nothing comes twice");
        }

        public async ValueTask DisposeAsync()
        {
            await body.DisposeAsync();
            client.Dispose();
        }

        private async Task<bool> FillAsync()
        {
            var read = await body.ReadAsync(_buffer.AsMemory(_filled));
            _filled += read;
            var now = TimeProvider.System.GetUtcNow();
            var rest = _buffer.AsSpan(0, _filled);
            for (int end; (end = rest.IndexOf("\n\n"u8)) >= 0; rest = rest[(end + 2)..])
            {
                var block = rest[..end];
                if (block.IndexOf("\"at\":\""u8) is >= 0 and var at)
                    Delays.Add((now - DateTimeOffset.Parse(
                        Encoding.ASCII.GetString(block.Slice(at + 6, 24)), CultureInfo.InvariantCulture)).TotalMilliseconds);
            }
            _filled = rest.Length;
            rest.ToArray().CopyTo(_buffer, 0);
            return read > 0;
        }
    }
}
