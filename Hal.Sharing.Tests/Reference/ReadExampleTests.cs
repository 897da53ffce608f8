using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Reference;

/// <summary>The GET examples of the public document "Sharing &amp; Ownership", word for word, on the demo data.</summary>
public sealed class ReadExampleTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string ShareList = """
        {
          "_links": { "self": { "href": "/api/integrations/abc-123/shares" } },
          "_embedded": {
            "inf:integration-share": [
              {
                "integrationId": "abc-123",
                "principalId": "team:analytics",
                "accessLevel": 1,
                "principal": { "id": "team:analytics", "name": "Analytics Team", "type": "team" }
              }
            ]
          }
        }
        """;

    private const string Share = """
        {
          "integrationId": "abc-123",
          "principalId": "team:analytics",
          "accessLevel": 1,
          "createdAt": "2026-01-15T09:00:00.000Z",
          "updatedAt": "2026-01-15T09:00:00.000Z"
        }
        """;

    private const string UserOwner = """
        { "id": "user:admin", "_embedded": { "inf:user": { "username": "admin", "displayName": "Admin User" } } }
        """;

    private const string TeamOwner = """
        { "id": "team:analytics", "_embedded": { "inf:team": { "id": "analytics", "name": "Analytics Team" } } }
        """;

    [Theory]
    [InlineData("abc-123/shares", ShareList)]
    [InlineData("salesforce/shares", ShareList)]
    [InlineData("abc-123/shares/team:analytics", Share)]
    [InlineData("salesforce/shares/team:analytics", Share)]
    [InlineData("abc-123/shares/team%3Aanalytics", Share)]
    [InlineData("abc-123/owner", UserOwner)]
    [InlineData("salesforce/owner", UserOwner)]
    [InlineData("wh-001/owner", TeamOwner)]
    [InlineData("warehouse/owner", TeamOwner)]
    public async Task Example_MatchesResponse(string path, string example)
    {
        string[] readers = path.StartsWith('w') ? ["admin", "asmith", "jdoe", "bwong"] : ["admin", "jdoe", "asmith", "bwong"];
        foreach (var reader in readers)
        {
            foreach (var accept in new[] { "*/*", "application/hal+json", "application/json" })
            {
                using var client = server.As(reader);

                using var answer = await client.GetAsync($"/api/integrations/{path}", ("Accept", accept));

                answer.StatusCode.Should().Be(HttpStatusCode.OK, "{0} may read it", reader);
                JsonSubset.Missing(example, await answer.JsonAsync()).Should().BeEmpty();
            }
        }
    }

    [Theory]
    [InlineData("abc-123/shares")]
    [InlineData("abc-123/shares/team:analytics")]
    [InlineData("abc-123/owner")]
    public async Task Authentication_IsRequired(string path)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync($"/api/integrations/{path}");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }
}
