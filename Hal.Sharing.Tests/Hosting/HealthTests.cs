using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

public sealed class HealthTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Theory]
    [InlineData("/health/live", """{"status":"live"}""")]
    [InlineData("/health/ready", """{"status":"ready"}""")]
    public async Task RunningServer_SaysSoWithoutCaller(string path, string body)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await answer.Content.ReadAsStringAsync()).Should().Be(body);
    }
}
