using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Forms;

/// <summary>A document with forms of each kind, as a caller with all permissions and as a caller with fewer permissions sees it.</summary>
public sealed class FormDocumentTests(ReadOnlyFixture scenery, DirectoryServer directory)
    : IClassFixture<ReadOnlyFixture>, IClassFixture<DirectoryServer>
{
    private static readonly (string, string) Forms = ("Accept", "application/prs.hal-forms+json");

    [Theory]
    [InlineData("Integrations", "/api/integrations?q=of-user", "owner", "level1")]
    [InlineData("Integration", "/api/integrations/of-user", "admin", "level2")]
    [InlineData("Shares", "/api/integrations/of-team/shares", "admin", "owners-publisher")]
    [InlineData("Share", "/api/integrations/of-team/shares/user:level2", "admin", "owners-publisher")]
    [InlineData("ShareAbove3", "/api/integrations/of-user/shares/user:level7", "admin", "level2")]
    [InlineData("Owner", "/api/integrations/of-team/owner", "owners-admin", "owners-member")]
    [InlineData("Users", "/api/users?q=coach", "admin", "coach")]
    [InlineData("User", "/api/users/junior", "admin", "junior")]
    [InlineData("ManagedUser", "/api/users/junior", "coach", "bwong")]
    [InlineData("Teams", "/api/teams?q=coaching", "admin", "bwong")]
    [InlineData("Team", "/api/teams/analytics", "asmith", "bwong")]
    [InlineData("Members", "/api/teams/analytics/members", "asmith", "bwong")]
    [InlineData("Member", "/api/teams/analytics/members/bwong", "asmith", "bwong")]
    public async Task Document(string kind, string path, string role, string lesser)
    {
        foreach (var user in new[] { role, lesser })
        {
            using var caller = scenery.As(user);
            await Snapshot.Verify(await caller.GetAsync(path, Forms), $"{kind}.{user}");
        }
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("asmith")]
    public async Task LastAdmin(string user)
    {
        using var caller = scenery.As(user);

        await Snapshot.Verify(await caller.GetAsync("/api/teams/analytics/members/asmith", Forms), caller: user);
    }

    [Theory]
    [InlineData("Clients", "/api/clients?limit=1")]
    [InlineData("Client", "/api/clients/calendar")]
    [InlineData("ManagingClient", "/api/clients/partner-app")]
    public async Task ClientDocument(string kind, string path)
    {
        using var caller = directory.As("admin");

        await Snapshot.Verify(await caller.GetAsync(path, Forms), $"{kind}.admin");
    }

    [Theory]
    [InlineData("Team", "/api/teams/coaching")]
    [InlineData("OtherTeam", "/api/teams/analytics")]
    [InlineData("JoinedTeams", "/api/v1/teams/authorized")]
    public async Task DocumentOfAManagedUser(string kind, string path)
    {
        using var acting = scenery.Anonymous().WithBearer(TestTokens.ActedFor("junior", "coach", "data:read data:write"));
        await Snapshot.Verify(await acting.GetAsync(path, Forms), $"{kind}.acting");
        using var reading = scenery.Anonymous().WithBearer(TestTokens.ActedFor("junior", "coach", "data:read"));
        await Snapshot.Verify(await reading.GetAsync(path, Forms), $"{kind}.reading");
    }
}
