using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

public sealed class ResponseHeaderTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/favicon.ico")]
    [InlineData("/api")]
    [InlineData("/api/users")]
    [InlineData("/api/integrations/abc-123")]
    [InlineData("/api/integrations/never-used")]
    [InlineData("/api/integrations?limit=0")]
    [InlineData("/health/live")]
    [InlineData("/nowhere")]
    [InlineData("/openapi")]
    [InlineData("/openapi/stories.json")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/rels")]
    [InlineData("/schemas/1/share")]
    [InlineData("/schemas/share")]
    public async Task EveryResponse_PreventsContentSniffing(string path)
    {
        foreach (var client in new[] { server.CreateClient(), server.As("admin") })
        {
            using var response = await client.GetAsync(path);

            response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        }
    }
}
