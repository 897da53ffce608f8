using System.Text;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Bodies of DELETE, and unusual bodies that are valid.</summary>
public sealed class UnusualBodyTests(ListeningServer server, ITestOutputHelper output)
    : BadRequests(server, output), IClassFixture<ListeningServer>
{
    [Fact]
    public Task DeleteWithAnUnclearBody_DeletesNothing() => AllAreRefusedAsync(
    [
        new(new RawRequest("DELETE", "/api/integrations/abc-123").WithJson("""{"principalId": "user:jdoe"}"""), 400, "invalid-request",
            "Unknown property 'principalId'"),
        new(new RawRequest("DELETE", "/api/integrations/abc-123").WithJson("["), 400, "invalid-request", "not valid JSON"),
        new(new RawRequest("DELETE", "/api/integrations/abc-123").WithJson("""{"version": 1}"""), 400, "invalid-request", "send a string"),
        new(new RawRequest("DELETE", "/api/integrations/abc-123")
            {
                Body = Encoding.ASCII.GetBytes("id=wh-001"),
                ContentType = "application/x-www-form-urlencoded",
            },
            415, "unsupported-media-type", "application/x-www-form-urlencoded"),
    ]);

    [Fact]
    public async Task DeleteWithAnEmptyBody_DeletesTheResource()
    {
        foreach (var (body, type) in new[] { ("{}", "application/json"), ("{ }", "application/json"), ("", "application/json"),
            ("""{"_links":{}, "version": ""}""", "application/hal+json") })
        {
            await Server.SendAsync(new RawRequest("PUT", "/api/integrations/abc-123/shares/team:coaching"));

            var answer = await Server.SendAsync(
                new RawRequest("DELETE", "/api/integrations/abc-123/shares/team:coaching")
                {
                    Body = Encoding.ASCII.GetBytes(body),
                    ContentType = type,
                });

            answer.Status.Should().Be(204);
            (await Server.SendAsync(new RawRequest("GET", "/api/integrations/abc-123/shares/team:coaching"))).Status.Should().Be(404);
            (await Server.SendAsync(new RawRequest("GET", "/api/integrations/abc-123/shares/user:jdoe"))).Status.Should().Be(200);
        }
    }

    [Fact]
    public async Task BodyWithAByteOrderMark_OrInChunks_OrExpected_IsRead()
    {
        byte[] marked = [0xEF, 0xBB, 0xBF, .. "{\"accessLevel\":2}"u8];
        var put = new RawRequest("PUT", "/api/integrations/gd-001/shares/user:coach")
        {
            ContentType = "application/json; charset=UTF-8",
            Body = marked,
        };

        foreach (var request in new[] { put, put with { IsChunked = true }, put.With("Expect: 100-continue"),
            put with { ContentType = "Application/HAL+json;charset=\"utf-8\"" } })
        {
            var answer = await Server.SendAsync(request);

            // An interim response (100) may precede the response.
            answer.Status.Should().BeOneOf(100, 200);
            (await Server.SendAsync(new RawRequest("GET", put.Target))).Json().GetProperty("accessLevel").GetInt32().Should().Be(2);
            (await Server.SendAsync(new RawRequest("DELETE", put.Target))).Status.Should().Be(204);
        }
    }
}
