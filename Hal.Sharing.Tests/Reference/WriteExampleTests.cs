using System.Net;
using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Reference;

/// <summary>The PUT and DELETE examples of the public document "Sharing &amp; Ownership", each followed by the way back.</summary>
public sealed class WriteExampleTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Theory]
    [InlineData("abc-123", """{"accessLevel": 2}""", 2)]
    [InlineData("salesforce", """{"accessLevel": 2}""", 2)]
    [InlineData("abc-123", """{"accessLevel": 3}""", 3)]
    [InlineData("abc-123", """{"accessLevel": 2147483647}""", int.MaxValue)]
    [InlineData("abc-123", "{}", 1)]
    [InlineData("salesforce", null, 1)]
    public async Task Put_AnswersTheUpsertedShare_CreatedOrNot(string id, string? body, int level)
    {
        using var admin = server.As("admin");
        var path = $"/api/integrations/{id}/shares/team:coaching";

        foreach (var _ in new[] { "created", "not created" })
        {
            using var put = await admin.PutAsync(path, body is null ? null : Json(body));

            put.StatusCode.Should().Be(HttpStatusCode.OK);
            JsonSubset.Missing($$$"""
                {
                    "integrationId": "abc-123", "principalId": "team:coaching", "accessLevel": {{{level}}},
                    "principal": {"id": "team:coaching", "name": "Coaching", "type": "team"}
                }
                """,
                await put.JsonAsync()).Should().BeEmpty();
        }

        using var deleted = await admin.DeleteAsync(path);
        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await deleted.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        using var again = await admin.DeleteAsync(path);
        again.StatusCode.Should().Be(HttpStatusCode.NotFound);
        using var gone = await admin.GetAsync(path);
        gone.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("abc-123")]
    [InlineData("salesforce")]
    public async Task ChangedShare_KeepsWhenItWasCreated(string id)
    {
        using var admin = server.As("admin");
        var path = $"/api/integrations/{id}/shares/team:analytics";

        using var raised = await admin.PutAsync(path, Json("""{"accessLevel": 2}"""));

        var share = await raised.JsonAsync();
        JsonSubset.Missing("""{"accessLevel": 2, "createdAt": "2026-01-15T09:00:00.000Z"}""", share).Should().BeEmpty();
        share.GetProperty("updatedAt").GetString()
            .Should().NotBe("2026-01-15T09:00:00.000Z").And.MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        using var restored = await admin.PutAsync(path, Json("""{"accessLevel": 1}"""));
        restored.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("admin", "abc-123", """{"userId": "jdoe"}""", "user:jdoe")]
    [InlineData("jdoe", "salesforce", """{"userId": "jdoe"}""", "user:jdoe")]
    [InlineData("admin", "salesforce", """{"teamId": "engineering"}""", "team:engineering")]
    [InlineData("jdoe", "abc-123", """{"teamId": "engineering"}""", "team:engineering")]
    [InlineData("jdoe", "abc-123", """{"principalId": "team:engineering"}""", "team:engineering")]
    public async Task Transfer_AnswersTheUpdatedIntegration(string caller, string id, string body, string owner)
    {
        using var client = server.As(caller);

        using var put = await client.PutAsync($"/api/integrations/{id}/owner", Json(body));

        put.StatusCode.Should().Be(HttpStatusCode.OK);
        JsonSubset.Missing($$$"""
            {
                "_links": {"self": {"href": "/api/integrations/abc-123"}},
                "id": "abc-123", "slug": "salesforce", "name": "Salesforce", "ownerId": "{{{owner}}}"
            }
            """,
            await put.JsonAsync()).Should().BeEmpty();
        using var admin = server.As("admin");
        using var now = await admin.GetAsync($"/api/integrations/{id}/owner");
        JsonSubset.Missing($$"""{"id": "{{owner}}"}""", await now.JsonAsync()).Should().BeEmpty();
        using var back = await admin.PutAsync($"/api/integrations/{id}/owner", Json("""{"userId": "admin"}"""));
        back.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("asmith", "PUT", "abc-123/shares/team:coaching", "{}", "integration:share")]
    [InlineData("bwong", "DELETE", "salesforce/shares/user:jdoe", null, "integration:share")]
    [InlineData("bwong", "PUT", "wh-001/owner", """{"userId": "bwong"}""", "integration:changeOwner")]
    [InlineData("jdoe", "PUT", "abc-123/owner", """{"teamId": "coaching"}""", "integration:changeOwnerToTeam")]
    public async Task MissingPermission_IsNamed(string caller, string method, string path, string? body, string permission)
    {
        using var client = server.As(caller);
        using var request = new HttpRequestMessage(new(method), $"/api/integrations/{path}") { Content = body is null ? null : Json(body) };

        using var answer = await client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        JsonSubset.Missing($$"""{"permission": "{{permission}}"}""", await answer.JsonAsync()).Should().BeEmpty();
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
