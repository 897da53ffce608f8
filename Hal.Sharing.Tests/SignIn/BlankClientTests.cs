using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>A client ID that is blank in the configuration is none.</summary>
public sealed class BlankClientTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task BlankClientId_MeansNoSignIn(string clientId)
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = server.CreateClient([.. provider.Settings, ("Auth:ClientId", clientId)]);

        using var page = await client.GetAsync("/sign-in");
        using var root = await client.GetAsync("/api");

        page.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await root.JsonAsync()).Rels().Should().NotContain("inf:sign-in");
    }
}
