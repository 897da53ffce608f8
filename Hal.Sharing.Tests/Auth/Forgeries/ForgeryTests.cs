using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>
/// Sends generated forgeries by each token source to each endpoint that requires a caller, with the built-in issuer and with a provider.
/// </summary>
public sealed class ForgeryTests(ForgeryServers servers, ITestOutputHelper output) : IClassFixture<ForgeryServers>
{
    private const int LeastForgeries = 2_000;
    private const int Concurrent = 4;
    private const int MostShown = 20;

    [Fact]
    public async Task EveryForgery_IsRefused_ByEverySource()
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var server in servers.Servers)
        {
            var before = await server.DigestAsync();
            var requests = Spread(server).ToList();
            tokens.UnionWith(requests.Select(request => request.Token));

            var faults = await FaultsAsync(requests, request => server.FaultAsync(
                request.Endpoint, ForgeryServer.Carry(request.Source, request.Token)), request => $"{request.Name} by {request.Source}");

            faults.Should().BeEmpty();
            (await server.DigestAsync()).Should().Equal(before);
            output.WriteLine($"{requests.Count} requests to {server.Endpoints.Count} endpoints");
            requests.Select(request => (request.Endpoint, request.Source)).Distinct()
                .Should().HaveCount(server.Endpoints.Count * ForgeryServer.Sources.Count, "each endpoint gets forgeries by each source");
        }
        output.WriteLine($"{tokens.Count} forgeries");
        tokens.Should().HaveCountGreaterThanOrEqualTo(LeastForgeries);
        await ShouldCountFirstRequestAsync();
    }

    [Fact]
    public async Task HonestToken_IsAccepted_AtEveryEndpoint_ByEverySource()
    {
        foreach (var server in servers.Servers)
        {
            var requests = from target in server.Targets
                           from endpoint in server.Endpoints
                           from source in ForgeryServer.Sources
                           let headers = ForgeryServer.Carry(source, target.Honest)
                           select (Endpoint: endpoint, Name: $"{target.Name}, {source}", Headers: headers);

            var refused = await FaultsAsync(
                requests.ToList(),
                async request => await server.IsBelievedAsync(request.Endpoint, request.Headers) ? null : $"{request.Endpoint}",
                request => request.Name);

            refused.Should().BeEmpty();
            server.Endpoints.Should().HaveCountGreaterThan(50, "the table must have endpoints");
        }
    }

    [Fact]
    public async Task TokenWithoutFlaw_IsAccepted()
    {
        foreach (var server in servers.Servers)
        {
            var twins = from target in server.Targets
                        from family in ForgeryServer.Families(target)
                        from twin in family.Twins.Index()
                        select (Name: $"{target.Name}: {family.Name}, {twin.Index}", Token: twin.Item);

            var faults = await FaultsAsync(
                twins.ToList(),
                async twin => (await server.SendAsync(("GET", "/api/users/me"), ForgeryServer.Carry("Authorization", twin.Token))) is
                    { Status: not 200 } answer ? answer.Text : null,
                twin => twin.Name);

            faults.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task ForgeryNextToHonestToken_IsRefused_InEveryOrder()
    {
        foreach (var server in servers.Servers)
        {
            var before = await server.DigestAsync();
            var requests = Mixed(server).ToList();

            var faults = await FaultsAsync(requests, request => server.FaultAsync(request.Endpoint, request.Headers),
                request => request.Name);

            faults.Should().BeEmpty();
            (await server.DigestAsync()).Should().Equal(before);
            requests.Should().HaveCountGreaterThan(100);
        }
    }

    [Fact]
    public async Task HonestTokens_AreAccepted_FromSeveralSources()
    {
        foreach (var server in servers.Servers)
            foreach (var target in server.Targets)
            {
                string[] headers = [.. ForgeryServer.Sources.SelectMany(source => ForgeryServer.Carry(source, target.Honest))];
                (await server.SendAsync(("GET", "/api/users/me"), headers)).Status.Should().Be(200);
            }
    }

    private static IEnumerable<(string Name, string Token, string Source, (string, string) Endpoint)> Spread(ForgeryServer server)
    {
        var next = 0;
        foreach (var (name, token, _) in Forgeries(server))
            foreach (var source in ForgeryServer.Sources)
                yield return (name, token, source, Endpoint(server, next++ / ForgeryServer.Sources.Count, token));
    }

    // A cookie that is none leaves a request without a token, which the entry point answers.
    private static (string Method, string Path) Endpoint(ForgeryServer server, int index, string token)
    {
        var endpoints = server.Endpoints.Where(endpoint => IsOneCookie(token) || endpoint.Path != "/api").ToList();
        return endpoints[index % endpoints.Count];
    }

    /// <summary>Each tenth forgery with an honest token: before it, after it, and in a second cookie.</summary>
    private static IEnumerable<(string Name, string[] Headers, (string, string) Endpoint)> Mixed(ForgeryServer server)
    {
        var honest = server.Targets[0].Honest;
        var other = server.Targets[0].WithClaim("sub", "\"jdoe\"");
        var tokens = Forgeries(server).Where(forgery => !forgery.IsOutOfTime && IsOneCookie(forgery.Token)).Where((_, i) => i % 10 == 0)
            .Select(forgery => (forgery.Name, forgery.Token)).Append(("another user", other));
        var next = 0;
        foreach (var (name, token) in tokens)
            foreach (var (first, second) in new[] { (honest, token), (token, honest) })
                foreach (var headers in Pairs(first, second))
                    yield return ($"{name}: {string.Join(", ", headers.Select(header => header[..Math.Min(header.Length, 60)]))}", headers,
                        server.Endpoints[next++ % server.Endpoints.Count]);
    }

    private static IEnumerable<string[]> Pairs(string first, string second) =>
    [
        [.. ForgeryServer.Carry("Authorization", first), .. ForgeryServer.Carry("refreshed-token", second)],
        [.. ForgeryServer.Carry("Authorization", first), .. ForgeryServer.Carry("Cookie", second)],
        [.. ForgeryServer.Carry("refreshed-token", first), .. ForgeryServer.Carry("Cookie", second)],
        [.. ForgeryServer.Carry("Authorization", first), .. ForgeryServer.Carry("Authorization", second)],
        [.. ForgeryServer.Carry("refreshed-token", first), .. ForgeryServer.Carry("refreshed-token", second)],
        [$"Cookie: token={first}; token={second}", "Sec-Fetch-Site: same-origin"],
        [.. ForgeryServer.Carry("Authorization", first), $"Cookie: token={first}; token={second}"],
    ];

    private static IEnumerable<(string Name, string Token, bool IsOutOfTime)> Forgeries(ForgeryServer server) =>
        from target in server.Targets
        from family in ForgeryServer.Families(target)
        from forgery in family.Forgeries
        select ($"{target.Name}: {family.Name}: {forgery.Name}", forgery.Token, family.IsOutOfTime);

    // Other texts are no cookie: the cookie is then absent, and the honest token alone counts.
    private static bool IsOneCookie(string token) =>
        token.Length is > 0 and < 5_000 && token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');

    /// <summary>No header names where keys are. The request of the test itself is the first that arrives.</summary>
    private async Task ShouldCountFirstRequestAsync()
    {
        using var client = new HttpClient();
        await client.GetStringAsync(servers.StrangerKeys);
        servers.RequestsToStranger.Should().Be(1);
    }

    /// <summary>Returns the first faults, one a line.</summary>
    private static async Task<string> FaultsAsync<T>(
        IReadOnlyList<T> requests, Func<T, Task<string?>> fault, Func<T, string> name)
    {
        var faults = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(
            requests, new ParallelOptions { MaxDegreeOfParallelism = Concurrent }, async (request, _) =>
            {
                if (await fault(request) is { } text)
                    faults.Enqueue($"{name(request)}: {text}");
            });
        return string.Join('\n', faults.Order(StringComparer.Ordinal).Take(MostShown));
    }
}
