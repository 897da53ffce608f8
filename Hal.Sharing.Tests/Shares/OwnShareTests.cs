using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Shares;

/// <summary>A caller who changes their own access gets the permissions that remain.</summary>
public sealed class OwnShareTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("level3", "user:level3")]
    [InlineData("readers-admin", "team:readers")]
    public async Task LoweringOwnShare_ShowsRemainingLinks(string user, string principal)
    {
        var id = $"own-{Guid.NewGuid():N}";
        await stage.AddIntegrationAsync(id, "user:owner");
        using var caller = stage.As(user);
        var share = $"/api/integrations/{id}/shares/{principal}";

        using var answer = await caller.PutAsync(share, """{"accessLevel": 2}""");

        var shown = await answer.JsonAsync();
        shown.Rels().Should().NotContain(["inf:edit", "inf:revoke"]);
        shown.GetRawText().Should().Be((await caller.DocumentAsync(share)).GetRawText());
    }

    [Fact]
    public async Task RevokingOwnShare_LeavesNoAccess()
    {
        var id = $"own-{Guid.NewGuid():N}";
        await stage.AddIntegrationAsync(id, "user:owner");
        using var level3 = stage.As("level3");

        using var answer = await level3.DeleteAsync($"/api/integrations/{id}/shares/user:level3");
        using var after = await level3.GetAsync($"/api/integrations/{id}");

        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        after.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Transfer_ShowsRemainingLinks()
    {
        var id = $"own-{Guid.NewGuid():N}";
        await stage.AddIntegrationAsync(id, "user:owner", [("user:owner", 1)]);
        using var owner = stage.As("owner");

        using var answer = await owner.PutAsync($"/api/integrations/{id}/owner", """{"userId": "recipient"}""");

        var shown = await answer.JsonAsync();
        shown.Rels().Should().Equal((await owner.DocumentAsync($"/api/integrations/{id}")).Rels()).And.NotContain("inf:edit");
    }

    [Fact]
    public async Task TransferWithoutRemainingShare_ShowsNoLinkThatGets404()
    {
        var id = $"own-{Guid.NewGuid():N}";
        await stage.AddIntegrationAsync(id, "user:owner", []);
        using var owner = stage.As("owner");

        using var answer = await owner.PutAsync($"/api/integrations/{id}/owner", """{"userId": "recipient"}""");
        using var after = await owner.GetAsync($"/api/integrations/{id}/shares");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.JsonAsync()).Rels().Should().NotContain(["inf:integration-shares", "inf:integration-owner", "inf:edit"]);
        after.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
