using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Previews;

/// <summary>Documents of previews on the demo data, with their forms.</summary>
public sealed class PreviewDocumentTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Theory]
    [InlineData("Share", "/api/integrations/abc-123/shares/preview", """{"principalId": "team:coaching", "accessLevel": 2}""")]
    [InlineData("ShareChange", "/api/integrations/abc-123/shares/team:analytics/preview", """{"accessLevel": "3"}""")]
    [InlineData("ShareRevocation", "/api/integrations/abc-123/shares/user:jdoe/preview", """{"accessLevel": ""}""")]
    [InlineData("Transfer", "/api/integrations/abc-123/owner/preview", """{"teamId": "engineering"}""")]
    [InlineData("MemberAddition", "/api/teams/engineering/members/preview", """{"principalId": "user:bwong", "role": "publisher"}""")]
    [InlineData("MemberRole", "/api/teams/analytics/members/jdoe/preview", """{"role": "admin"}""")]
    [InlineData("MemberRemoval", "/api/teams/analytics/members/jdoe/preview", "{}")]
    [InlineData("TeamDeletion", "/api/teams/coaching/preview", "{}")]
    public async Task Preview(string document, string path, string body)
    {
        using var admin = server.As("admin");
        admin.DefaultRequestHeaders.Add("Accept", "application/prs.hal-forms+json");

        await Snapshot.Verify(await admin.PostAsync(path, body), document);
    }

    [Fact]
    public async Task BulkShares()
    {
        using var jdoe = server.As("jdoe");

        await Snapshot.Verify(await jdoe.PostAsync("/api/integrations/gd-001/shares/bulk", """
            {"items": [{"principalId": "user:bwong", "accessLevel": 2}, {"principalId": "user:nobody"},
                       {"principalId": "team:coaching", "accessLevel": null}], "mode": "all"}
            """));
    }
}
