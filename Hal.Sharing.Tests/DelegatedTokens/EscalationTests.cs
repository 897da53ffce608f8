using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.DelegatedTokens;

/// <summary>A party or a managed user cannot obtain permissions that they do not have.</summary>
public sealed class EscalationTests(SharingServer server) : EscalationAttempts(server)
{
    [Theory]
    [InlineData("client")]
    [InlineData("regular")]
    public async Task Party_CannotChooseId(string party)
    {
        await ShouldBeAsync(HttpStatusCode.Forbidden, Of(party), "POST", "/api/users", """{"displayName":"New","id":"chosen#"}""");

        (await ExistsAsync("account_ids", "chosen#")).Should().BeFalse();
    }

    [Theory]
    [InlineData("client")]
    [InlineData("regular")]
    public async Task Party_CannotCreateSuperuser(string party) =>
        await ShouldBeAsync(HttpStatusCode.Forbidden, Of(party), "POST", "/api/users", """{"displayName":"New","isSuperuser":true}""");

    [Fact]
    public async Task Party_CannotMakeUserSuperuserLater() =>
        await ShouldBeAsync(
            HttpStatusCode.Forbidden, Scene.Client, "PUT", "/api/users/pupil#",
            """{"displayName":"Pupil","isSuperuser":true,"managedBy":"client#"}""");

    [Fact]
    public async Task Party_CannotSetAnotherParty() =>
        await ShouldBeAsync(
            HttpStatusCode.Forbidden, Scene.Client, "PUT", "/api/users/pupil#", """{"displayName":"Pupil","managedBy":"regular#"}""");

    [Fact]
    public async Task Client_CannotTakeIdOfUser()
    {
        await ShouldBeAsync(HttpStatusCode.Conflict, Scene.As("root"), "POST", "/api/clients", """{"name":"New","id":"regular#"}""");
        await ShouldBeAsync(HttpStatusCode.Conflict, Scene.As("root"), "POST", "/api/clients", """{"name":"New","id":"REGULAR#"}""");
    }

    [Fact]
    public async Task User_CannotTakeIdOfClient()
    {
        await ShouldBeAsync(HttpStatusCode.Conflict, Scene.As("root"), "POST", "/api/users", """{"displayName":"New","id":"client#"}""");
        await ShouldBeAsync(HttpStatusCode.Unauthorized, Scene.As("client"), "GET", "/api/users/me");
    }

    [Fact]
    public async Task DeletedId_CannotBeTaken()
    {
        await ShouldBeAsync(HttpStatusCode.NoContent, Scene.As("root"), "DELETE", "/api/users/other#");
        await ShouldBeAsync(HttpStatusCode.NoContent, Scene.As("root"), "DELETE", "/api/clients/robot#");

        foreach (var id in new[] { "other#", "robot#", "OTHER#" })
        {
            await ShouldBeAsync(
                HttpStatusCode.Conflict, Scene.As("root"), "POST", "/api/users", $$"""{"displayName":"New","id":"{{id}}"}""");
            await ShouldBeAsync(HttpStatusCode.Conflict, Scene.As("root"), "POST", "/api/clients", $$"""{"name":"New","id":"{{id}}"}""");
        }
        await ShouldBeAsync(HttpStatusCode.Unauthorized, Scene.As("other"), "GET", "/api/users/me");
        await ShouldBeAsync(HttpStatusCode.Unauthorized, Scene.As("robot"), "GET", "/api/users/me");
    }

    [Theory]
    [InlineData("party")]
    [InlineData("party acting")]
    [InlineData("team writing")]
    public async Task DelegatedToken_CannotObtainAnotherToken(string caller)
    {
        await ShouldBeAsync(HttpStatusCode.Forbidden, Of(caller), "POST", TestTokens.MintPath, """{"sub":"pupil#"}""");
        await ShouldBeAsync(
            HttpStatusCode.Forbidden, Of(caller), "POST", TestTokens.MintPath, """{"sub":"subject#","team_id":"acting#"}""");
    }

    [Fact]
    public async Task FormerParty_IsRefusedAfterRelease()
    {
        await ShouldBeAsync(HttpStatusCode.OK, Scene.Client, "PUT", "/api/users/subject#", """{"displayName":"Free"}""");

        await ShouldBeAsync(HttpStatusCode.Unauthorized, Scene.Party, "GET", "/api/users/me");
        await ShouldBeAsync(HttpStatusCode.NotFound, Scene.Client, "POST", TestTokens.MintPath, """{"sub":"subject#"}""");
        await ShouldBeAsync(
            HttpStatusCode.Forbidden, Scene.Client, "PUT", "/api/users/subject#",
            """{"displayName":"Managed again","managedBy":"client#"}""");
    }

    [Fact]
    public async Task ManagedUser_CannotManageAnyone()
    {
        foreach (var caller in new[] { Scene.As("subject"), Scene.Party, Of("party") })
            await ShouldBeAsync(HttpStatusCode.Forbidden, caller, "POST", "/api/users", """{"displayName":"New"}""");
        await ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity, Scene.As("root"), "POST", "/api/users", """{"displayName":"New","managedBy":"subject#"}""");
        await ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity, Scene.As("root"), "PUT", "/api/users/pupil#",
            """{"displayName":"New","managedBy":"subject#"}""");
        await ShouldBeAsync(HttpStatusCode.NotFound, Scene.As("subject"), "POST", TestTokens.MintPath, """{"sub":"pupil#"}""");
    }

    [Fact]
    public async Task Name_CannotShadowAnotherIntegration()
    {
        await ShouldBeAsync(
            HttpStatusCode.Conflict, Scene.As("regular"), "POST", "/api/integrations", """{"name":"New","slug":"thing#"}""");
        await ShouldBeAsync(
            HttpStatusCode.Conflict, Scene.As("regular"), "POST", "/api/integrations", """{"name":"New","slug":"thing#-slug"}""");
        await ShouldBeAsync(
            HttpStatusCode.Conflict, Scene.As("root"), "POST", "/api/integrations", """{"name":"New","id":"thing#-slug"}""");
        await ShouldBeAsync(HttpStatusCode.Created, Scene.As("regular"), "POST", "/api/integrations", """{"name":"New","id":"thing#"}""");

        await ShouldBeAsync(HttpStatusCode.NotFound, Scene.As("regular"), "GET", "/api/integrations/thing#");
        await ShouldBeAsync(HttpStatusCode.OK, Scene.Team("data:read"), "GET", "/api/integrations/thing#");
    }
}
