using System.Net;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Hal.Sharing.Tests.Hosting;

public sealed class HealthTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Theory]
    [InlineData("/health/live", """{"status":"live"}""")]
    [InlineData("/health/ready", """{"status":"ready","reasons":[]}""")]
    public async Task RunningServer_IsHealthy_WithoutCaller(string path, string body)
    {
        // The check has a time limit, which a busy machine can exceed at the first connection.
        using var client = server.CreateClient(services => services.AddSingleton<TimeProvider>(new FakeTimeProvider()));

        using var response = await client.GetAsync(path);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await response.Content.ReadAsStringAsync()).Should().Be(body);
    }

    [Fact]
    public async Task KeysThatWereNotFetched_AreAReason_ButTheServerIsReady()
    {
        using var client = server.CreateClient(
            services => services.AddSingleton<TimeProvider>(new FakeTimeProvider()),
            ("Auth:Authority", "http://127.0.0.1:9/"), ("Auth:Audience", "hal-sharing"));

        using var response = await client.GetAsync("/health/ready");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should()
            .Be("""{"status":"ready","reasons":["The provider's keys were not fetched yet."]}""");
    }

    [Fact]
    public async Task CheckThatThrows_ShowsNoMessage()
    {
        var closed = new Primary(new NpgsqlConnectionStringBuilder("Host=127.0.0.1"), TimeLimits.Default, TimeProvider.System);
        await closed.DisposeAsync();
        using var client = server.CreateClient(services => services.AddSingleton(closed));

        using var response = await client.GetAsync("/health/ready");

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).Should().Be("""{"status":"no database","reasons":["The check failed."]}""");
    }
}
