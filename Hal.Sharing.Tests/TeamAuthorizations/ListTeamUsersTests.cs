using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.TeamAuthorizations;

/// <summary>The users who have authorized a team.</summary>
public sealed class ListTeamUsersTests(TeamsApiFixture stage) : IClassFixture<TeamsApiFixture>
{
    private const string Path = "/api/v1/teams/coaching/users";

    [Theory]
    [InlineData("coach", null, "json")]
    [InlineData("coach", "application/hal+json", "hal")]
    [InlineData("bwong", null, "json")]
    [InlineData("bwong", "application/hal+json", "hal")]
    public async Task Member_SeesUsersWhoAuthorizedTeam(string userId, string? accept, string document) =>
        await Snapshot.Verify(await stage.GetAsync(stage.Of(userId), Path, accept), document, userId);

    [Fact]
    public async Task DelegatedToken_GetsActionsForItsSubject() =>
        await Snapshot.Verify(await stage.GetAsync(stage.Delegated("pia"), Path, "application/hal+json"));

    [Theory]
    [InlineData("jdoe")]
    [InlineData("junior")]
    [InlineData("admin")]
    public async Task NonMember_Gets403_SuperuserOrNot(string userId) =>
        await Snapshot.Verify(await stage.GetAsync(stage.Of(userId), Path), caller: userId);

    [Fact]
    public async Task UnknownTeam_Gets404() =>
        await Snapshot.Verify(await stage.GetAsync(stage.Of("coach"), "/api/v1/teams/nowhere/users"));

    [Theory]
    [InlineData("name=", "junior pia")]
    [InlineData("name=JAMIE", "junior")]
    [InlineData("name=junior", "junior")]
    [InlineData("name=p", "pia")]
    [InlineData("name=%3Cpupil%3E%20%26", "pia")]
    [InlineData("name=%25", "")]
    [InlineData("name=_", "")]
    [InlineData("name=%5C", "")]
    [InlineData("name=pia%20%3Cp", "pia")]
    [InlineData("name=unknown", "")]
    [InlineData("name=%ED%A0%80", "")]
    public async Task Name_IsContainedInDisplayName_IgnoringCase(string query, string expected)
    {
        var users = await (await stage.GetAsync(stage.Of("coach"), $"{Path}?{query}")).JsonAsync();

        string.Join(' ', users.EnumerateArray().Select(user => user.GetProperty("id").GetString())).Should().Be(expected);
    }

    [Fact]
    public async Task Name_DoesNotMatchId()
    {
        await stage.AddUserAsync("zoe", "Another User");
        await stage.AuthorizeAsync(stage.Delegated("zoe"), "coaching", """{"scopes": ["openid"]}""");
        try
        {
            (await (await stage.GetAsync(stage.Of("coach"), $"{Path}?name=zoe")).JsonAsync()).GetArrayLength().Should().Be(0);
            (await (await stage.GetAsync(stage.Of("coach"), $"{Path}?name=another")).JsonAsync()).GetArrayLength().Should().Be(1);
        }
        finally
        {
            await stage.RevokeAsync(stage.Delegated("zoe"), "coaching");
        }
    }

    [Fact]
    public async Task Name_IgnoresCaseInAllScripts()
    {
        await stage.AddTeamAsync("scripts");
        await stage.AddUserAsync("umlaut", "ÄÖÜ Ångström ΣΊΣΥΦΟΣ");
        await stage.AuthorizeAsync(stage.Delegated("umlaut"), "scripts", """{"scopes": ["openid"]}""");

        foreach (var name in new[] { "äöü", "ÅNGSTRÖM", "σίσυ" })
            (await (await stage.GetAsync(stage.Of("admin"), $"/api/v1/teams/scripts/users?name={Uri.EscapeDataString(name)}")).JsonAsync())
                .GetArrayLength().Should().Be(1, name);
    }

    [Fact]
    public async Task InvalidNameAndTeam_AreTwoFaults() =>
        await Snapshot.Verify(await stage.GetAsync(stage.Of("coach"), "/api/v1/teams/a%20b/users?name=a%00b"));

    [Fact]
    public async Task NameWithNul_IsAFault()
    {
        var answer = await stage.GetAsync(stage.Of("coach"), $"{Path}?name=a%00b");

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.JsonAsync()).GetProperty("detail")[0].GetProperty("loc").GetRawText().Should().Be("""["query","name"]""");
    }
}
