using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.History;

/// <summary>A new change that brings back the state before another one.</summary>
public sealed class RestoreTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Fact]
    public async Task Levels_ComeBack_OneAfterTheOther()
    {
        await stage.AddIntegrationAsync("levels", "user:owner", []);
        using var owner = stage.As("owner");
        const string path = "/api/integrations/levels/shares/user:recipient";
        foreach (var level in new[] { 1, 3 })
            (await owner.PutAsync(path, $$"""{"accessLevel": {{level}}}""")).EnsureSuccessStatusCode();
        var changes = await HistoryAsync(owner, "levels");
        changes[1].Href("inf:restore").Should().BeNull("the level was changed again");

        using var tooEarly = await RestoreAsync(owner, changes[1]);
        tooEarly.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await tooEarly.JsonAsync()).Href("inf:integration-shares").Should().Be("/api/integrations/levels/shares");

        using var first = await RestoreAsync(owner, changes[0]);
        first.StatusCode.Should().Be(HttpStatusCode.OK);
        var share = await first.JsonAsync();
        share.GetProperty("accessLevel").GetInt32().Should().Be(1);
        first.Content.Headers.ContentLocation!.ToString().Should().Be(path);
        (await owner.DocumentAsync(path)).GetRawText().Should().Be(share.GetRawText());

        using var second = await RestoreAsync(owner, changes[1]);
        second.StatusCode.Should().Be(HttpStatusCode.OK, "the state after the first change is the present one again");
        (await second.JsonAsync()).GetProperty("count").GetInt32().Should().Be(0);
        (await HistoryAsync(owner, "levels"))[0].GetProperty("action").GetString().Should().Be("share.revoke");

        using var third = await RestoreAsync(owner, (await HistoryAsync(owner, "levels"))[0]);
        (await third.JsonAsync()).GetProperty("accessLevel").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task StateThatIsThereAlready_ChangesNothing()
    {
        await stage.AddIntegrationAsync("again", "user:owner", [("user:recipient", 2)]);
        using var owner = stage.As("owner");
        (await owner.SendAsync("DELETE", "/api/integrations/again/shares/user:recipient")).EnsureSuccessStatusCode();
        var revocation = (await HistoryAsync(owner, "again"))[0];
        (await RestoreAsync(owner, revocation)).EnsureSuccessStatusCode();
        var recorded = (await HistoryAsync(owner, "again")).Count;

        using var repeated = await RestoreAsync(owner, revocation);

        repeated.StatusCode.Should().Be(HttpStatusCode.OK);
        (await HistoryAsync(owner, "again")).Should().HaveCount(recorded);
    }

    [Fact]
    public async Task CallerWithoutPermission_HasNoLink_AndGets403()
    {
        await stage.AddIntegrationAsync("readonly", "user:owner", [("user:level1", 1), ("user:level2", 2)]);
        using var owner = stage.As("owner");
        (await owner.PutAsync("/api/integrations/readonly/shares/user:recipient", """{"accessLevel": 1}""")).EnsureSuccessStatusCode();
        (await owner.PutAsync("/api/integrations/readonly/owner", """{"userId": "someone"}""")).EnsureSuccessStatusCode();
        foreach (var user in new[] { "level1", "level2" })
        {
            using var caller = stage.As(user);
            foreach (var change in await HistoryAsync(caller, "readonly"))
            {
                change.Href("inf:restore").Should().BeNull();
                using var answer = await RestoreAsync(caller, change);
                answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
                (await answer.JsonAsync()).GetProperty("permission").GetString()
                    .Should().BeOneOf("integration:share", "integration:changeOwner");
            }
        }
    }

    [Fact]
    public async Task OwnerAndContent_ComeBack()
    {
        await stage.AddIntegrationAsync("content", "user:owner", [("user:owner", 3)]);
        using var owner = stage.As("owner");
        (await owner.PutAsync("/api/integrations/content", """{"slug": "renamed", "name": "Renamed"}""")).EnsureSuccessStatusCode();
        (await owner.PutAsync("/api/integrations/content/owner", """{"teamId": "target"}""")).EnsureSuccessStatusCode();
        var changes = await HistoryAsync(owner, "content");

        var returned = await (await RestoreAsync(owner, changes[0])).JsonAsync();
        returned.GetProperty("ownerId").GetString().Should().Be("user:owner");
        var renamed = await (await RestoreAsync(owner, changes[1])).JsonAsync();
        renamed.GetProperty("slug").GetString().Should().Be("content-slug");
        renamed.GetProperty("name").GetString().Should().Be("Content");
        renamed.GetProperty("type").GetString().Should().Be("probe");
        renamed.GetProperty("ownerId").GetString().Should().Be("user:owner");
    }

    [Fact]
    public async Task TeamContent_ComesBack_ForAdmins()
    {
        using var founder = stage.As("someone");
        (await founder.PostAsync("/api/teams", """{"id": "renamers", "name": "Old", "url": "https://old.example"}"""))
            .EnsureSuccessStatusCode();
        (await founder.PostAsync("/api/teams/renamers/members", """{"userId": "someone3", "role": "publisher"}"""))
            .EnsureSuccessStatusCode();
        (await founder.PutAsync("/api/teams/renamers", """{"name": "New", "description": "Changed"}""")).EnsureSuccessStatusCode();
        var update = (await founder.DocumentAsync("/api/teams/renamers/history")).Embedded("inf:change")[0];

        using var restored = await RestoreAsync(founder, update);
        restored.StatusCode.Should().Be(HttpStatusCode.OK);
        var team = await restored.JsonAsync();
        team.GetRawText().Should().Be((await founder.DocumentAsync("/api/teams/renamers")).GetRawText());
        (team.GetProperty("name").GetString(), team.GetProperty("url").GetString()).Should().Be(("Old", "https://old.example"));

        (await founder.PutAsync("/api/teams/renamers", """{"name": "Newest"}""")).EnsureSuccessStatusCode();
        using var tooLate = await RestoreAsync(founder, update);
        tooLate.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await tooLate.JsonAsync()).Href("inf:team").Should().Be("/api/teams/renamers");
        using var member = stage.As("someone3");
        using var hidden = await RestoreAsync(member, update);
        hidden.StatusCode.Should().Be(HttpStatusCode.NotFound, "only admins read the history of a team");
    }

    [Fact]
    public async Task Members_ComeBack_ButTheLastAdminStays()
    {
        using var founder = stage.As("someone");
        (await founder.PostAsync("/api/teams", """{"id": "returners", "name": "Returners"}""")).EnsureSuccessStatusCode();
        (await founder.PostAsync("/api/teams/returners/members", """{"userId": "someone3", "role": "designer"}"""))
            .EnsureSuccessStatusCode();
        (await founder.PutAsync("/api/teams/returners/members/someone3", """{"role": "publisher"}""")).EnsureSuccessStatusCode();
        (await founder.SendAsync("DELETE", "/api/teams/returners/members/someone3")).EnsureSuccessStatusCode();

        async Task<IReadOnlyList<JsonElement>> ChangesAsync() =>
            (await founder.DocumentAsync("/api/teams/returners/history")).Embedded("inf:change");
        var changes = await ChangesAsync();
        (await (await RestoreAsync(founder, changes[0])).JsonAsync()).GetProperty("role").GetString().Should().Be("publisher");
        (await (await RestoreAsync(founder, changes[1])).JsonAsync()).GetProperty("role").GetString().Should().Be("designer");
        (await (await RestoreAsync(founder, changes[2])).JsonAsync()).Embedded("inf:team-member").Should().ContainSingle();

        var joined = (await ChangesAsync()).Last(change => change.GetProperty("action").GetString() == "membership.put");
        joined.GetProperty("userId").GetString().Should().Be("someone");
        joined.Href("inf:restore").Should().BeNull();
        using var refused = await RestoreAsync(founder, joined);
        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await refused.JsonAsync()).GetProperty("type").GetString().Should().EndWith("/last-admin");
    }

    [Fact]
    public async Task DeletedRecipient_CannotComeBack()
    {
        await stage.AddUsersAsync("deleted-recipient");
        await stage.AddIntegrationAsync("orphaned", "user:owner", [("user:deleted-recipient", 2)]);
        using var owner = stage.As("owner");
        using var admin = stage.As("admin");
        (await admin.SendAsync("DELETE", "/api/users/deleted-recipient")).EnsureSuccessStatusCode();
        var revocation = (await HistoryAsync(owner, "orphaned"))[0];
        revocation.Href("inf:restore").Should().BeNull();

        using var answer = await RestoreAsync(owner, revocation);

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.JsonAsync()).GetProperty("type").GetString().Should().EndWith("/unknown-principal");
    }

    [Fact]
    public async Task OtherChanges_AndUnknownOnes_AreNotRestored()
    {
        using var admin = stage.As("admin");
        var created = await (await admin.PostAsync("/api/integrations", """{"name": "Created"}""")).JsonAsync();
        var creation = (await HistoryAsync(admin, created.GetProperty("id").GetString()!))[0];
        creation.Href("inf:restore").Should().BeNull();
        using var refused = await RestoreAsync(admin, creation);
        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        using var stranger = stage.As("stranger");
        using var hidden = await RestoreAsync(stranger, creation);
        hidden.StatusCode.Should().Be(HttpStatusCode.NotFound);
        using var unknown = await admin.PostAsync("/api/changes/AAAAAAAAAAAAAAAAAAAAAA/restore", "{}");
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
        using var body = await admin.PostAsync($"{creation.Href("self")}/restore", """{"force": true}""");
        body.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    private static async Task<IReadOnlyList<JsonElement>> HistoryAsync(HttpClient caller, string integration) =>
        (await caller.DocumentAsync($"/api/integrations/{integration}/history")).Embedded("inf:change");

    private static Task<HttpResponseMessage> RestoreAsync(HttpClient caller, JsonElement change) =>
        caller.PostAsync(change.Href("inf:restore") ?? change.Href("self") + "/restore", "{}");
}
