using System.Net;
using System.Text.Json;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Problems;

public sealed class ProblemTests(FailingApp app) : IClassFixture<FailingApp>
{
    [Theory]
    [InlineData("/fail/exception", 500, "internal")]
    [InlineData("/fail/bad-request", 408, "request-timeout")]
    [InlineData("/fail/status/400", 400, "invalid-request")]
    [InlineData("/fail/status/401", 401, "unauthorized")]
    [InlineData("/fail/challenge", 401, "invalid-token")]
    [InlineData("/fail/status/403", 403, "forbidden")]
    [InlineData("/fail/status/404", 404, "not-found")]
    [InlineData("/fail/status/409", 409, "conflict")]
    [InlineData("/fail/status/413", 413, "content-too-large")]
    [InlineData("/fail/status/415", 415, "unsupported-media-type")]
    [InlineData("/fail/status/418", 418, "invalid-request")]
    [InlineData("/fail/status/422", 422, "unprocessable")]
    [InlineData("/fail/status/503", 503, "unavailable")]
    [InlineData("/fail/status/504", 504, "internal")]
    [InlineData("/fail/unavailable", 503, "unavailable")]
    [InlineData("/nowhere", 404, "not-found")]
    [InlineData("/problems/nonsense", 404, "not-found")]
    public async Task EveryError_IsAProblem(string path, int status, string type)
    {
        var response = await app.Client.GetAsync(path);

        ((int)response.StatusCode).Should().Be(status);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/problem+json");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("type").GetString().Should().Be($"/problems/{type}");
        problem.RootElement.GetProperty("status").GetInt32().Should().Be(status);
        problem.RootElement.GetProperty("instance").GetString().Should().Be(path);
        problem.RootElement.GetProperty("traceId").GetString().Should().MatchRegex("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task Exception_IsNotShown()
    {
        var response = await app.Client.GetAsync("/fail/exception");

        (await response.Content.ReadAsStringAsync()).Should().NotContainAny("secret", "select", "InvalidOperation", " at ");
    }

    [Fact]
    public async Task UnknownAddress_LeadsToTheEntryPoint() =>
        await Snapshot.Verify(await app.Client.GetAsync("/base/nowhere"));

    [Fact]
    public async Task UnsupportedMethod_GetsTheSupportedOnes() =>
        await Snapshot.Verify(await app.Client.DeleteAsync("/fail/details"));

    [Fact]
    public async Task MembersLinksAndHeaders_AreWritten() =>
        await Snapshot.Verify(await app.Client.GetAsync("/base/fail/details"), headers: ["Cache-Control"]);

    [Fact]
    public async Task Errors_NamePropertiesAndParameters() =>
        await Snapshot.Verify(await app.Client.GetAsync("/fail/query"));

    [Fact]
    public async Task Conflict_LinksToItsCause() =>
        await Snapshot.Verify(await app.Client.GetAsync("/fail/conflict"));

    [Fact]
    public async Task RetryAfter_IsWholeSeconds() =>
        (await app.Client.GetAsync("/fail/unavailable")).Headers.RetryAfter!.ToString().Should().Be("2");

    [Fact]
    public async Task Head_HasNoBody()
    {
        var response = await app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/nowhere"));

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Fact]
    public void TypeNames_AreUniqueAndFitInAPath()
    {
        var names = ProblemType.All.Select(type => type.Name).ToList();

        names.Should().OnlyHaveUniqueItems();
        names.Should().AllSatisfy(name => name.Should().MatchRegex("^[a-z]+(-[a-z]+)*$"));
    }
}
