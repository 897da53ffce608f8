using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.DelegatedTokens;

/// <summary>Every caller sends every request, each in its own scene.</summary>
public sealed class DecisionTests(DelegationServer server) : IClassFixture<DelegationServer>
{
    public static TheoryData<string, string, int> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, int>();
            foreach (var decision in Decisions.All)
            {
                foreach (var (caller, status) in DelegationFixture.Callers.Zip(decision.Expected))
                    cells.Add(decision.Endpoint, caller, status);
            }
            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Request_GetsDecidedStatus(string endpoint, string caller, int status)
    {
        var decision = Decisions.All.Single(decision => decision.Endpoint == endpoint);
        var scene = await DelegationFixture.AddAsync(server.Database);
        using var client = server.CreateClient();

        using var answer = await client.SendAsync(
            scene.Authorization(caller), decision.Method, scene.Of(decision.Path), decision.Body is null ? null : scene.Of(decision.Body));

        ((int)answer.StatusCode).Should().Be(status, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public void EveryEndpoint_HasADecision()
    {
        var live =
            from endpoint in server.Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            where path.StartsWith("/api", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            where method is not ("HEAD" or "OPTIONS") // The same action handles GET.
            select $"{method} {path}";

        live.Distinct().Should().BeEquivalentTo(Decisions.All.Select(decision => decision.Endpoint));
        Decisions.All.Should().OnlyContain(decision => decision.Expected.Count == DelegationFixture.Callers.Count);
    }
}
