using System.Net;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Hosting;

public sealed class HealthTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Theory]
    [InlineData("/health/live", """{"status":"live"}""")]
    [InlineData("/health/ready", """{"status":"ready"}""")]
    public async Task RunningServer_SaysSoWithoutCaller(string path, string body)
    {
        // The check has a time limit, which a busy machine may exceed at the first connection.
        using var client = server.CreateClient(services => services.AddSingleton<TimeProvider>(new FakeTimeProvider()));

        using var answer = await client.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await answer.Content.ReadAsStringAsync()).Should().Be(body);
    }
}
