using System.Net;
using Hal.Sharing.Api.Problems;

namespace Hal.Sharing.Tests.Problems;

public sealed class ProblemPageTests(FailingApp app) : IClassFixture<FailingApp>
{
    [Fact]
    public async Task EveryType_HasItsPage()
    {
        foreach (var type in ProblemType.All)
        {
            var response = await app.Client.GetAsync(type.Path);

            response.StatusCode.Should().Be(HttpStatusCode.OK);
            response.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
            (await response.Content.ReadAsStringAsync()).Should().Contain($"<code>{type.Name}</code>").And.Contain("<html lang=\"en\">");
        }
    }

    [Fact]
    public async Task List_LeadsToEveryPage()
    {
        var html = await app.Client.GetStringAsync("/base/problems");

        foreach (var type in ProblemType.All)
            html.Should().Contain($"href=\"/base{type.Path}\"");
        html.Should().Contain("href=\"/base/pages.css\"");
    }

    [Fact]
    public async Task Page_HasNoScriptAndLoadsOnlyItsStyle()
    {
        var response = await app.Client.GetAsync("/problems/not-found");

        response.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which
            .Should().StartWith("default-src 'none'; style-src 'self'");
        response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        (await response.Content.ReadAsStringAsync()).Should().NotContainAny("<script", "<style", "style=", "onclick");
    }
}
