using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.TeamAuthorizations;

/// <summary>The lists of the caller's teams and of the teams that the caller has authorized.</summary>
public sealed class ListTeamsTests(TeamsApiFixture stage) : IClassFixture<TeamsApiFixture>
{
    private const string Hal = "application/hal+json";

    [Theory]
    [InlineData("jdoe", "", "jdoe.joined")]
    [InlineData("jdoe", "authorized", "none")]
    [InlineData("outsider", "", "none")]
    [InlineData("pia", "", "pia.joined")]
    [InlineData("pia", "authorized", "pia.authorized")]
    public async Task OwnTeams_AsJson(string userId, string list, string document) =>
        await Snapshot.Verify(await stage.GetAsync(stage.Of(userId), $"/api/v1/teams/{list}"), document, userId);

    [Theory]
    [InlineData("jdoe")]
    [InlineData("outsider")]
    [InlineData("pia")]
    public async Task JoinedTeams_AsHal(string userId) =>
        await Snapshot.Verify(await stage.GetAsync(stage.Of(userId), "/api/v1/teams/", Hal), userId);

    [Theory]
    [InlineData("")]
    [InlineData("authorized")]
    public async Task OwnTeams_AsHal_ByParty_HaveActions(string list) =>
        await Snapshot.Verify(await stage.GetAsync(stage.Delegated("pia"), $"/api/v1/teams/{list}", Hal), Name(list));

    [Theory]
    [InlineData("stranger", false)]
    [InlineData("unknown", false)]
    [InlineData("platform", true)]
    public async Task Actions_ArePresent_ForManagingPartyOnly(string party, bool expected)
    {
        var document = await (await stage.GetAsync(stage.Delegated("pia", party), "/api/v1/teams/", Hal)).JsonAsync();

        var links = document.GetProperty("_embedded").GetProperty("inf:team")[0].GetProperty("_links");
        links.TryGetProperty("inf:authorize", out _).Should().Be(expected);
        links.TryGetProperty("inf:revoke-authorization", out _).Should().Be(expected);
    }

    [Theory]
    [InlineData("/api/v1/teams", "/api/v1/teams/", "bwong")]
    [InlineData("/api/v1/teams/authorized", "/api/v1/teams/authorized/", "pia")]
    [InlineData("/api/v1/teams/coaching/users", "/api/v1/teams/coaching/users/", "coach")]
    [InlineData("/api/v1/teams/coaching/users?name=jamie", "/api/v1/teams/coaching/users/?name=jamie", "coach")]
    public async Task TrailingSlash_IsIgnored(string without, string with, string userId)
    {
        var plain = await stage.GetAsync(stage.Of(userId), without);
        var slashed = await stage.GetAsync(stage.Of(userId), with);

        plain.StatusCode.Should().Be(HttpStatusCode.OK);
        (await plain.JsonAsync()).GetArrayLength().Should().BePositive();
        (await slashed.Content.ReadAsStringAsync()).Should().Be(await plain.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/v1/teams/")]
    [InlineData("/api/v1/teams/authorized")]
    [InlineData("/api/v1/teams/coaching/users")]
    [InlineData("/api/v1/teams/coaching/users?name=jamie")]
    public async Task Head_HasLengthOfGet_AndNoBody(string path)
    {
        var get = await stage.GetAsync(stage.Of("coach"), path);
        var head = await stage.SendAsync(stage.Of("coach"), "HEAD", path);

        head.StatusCode.Should().Be(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.Should().Be(get.Content.Headers.ContentLength);
        (await head.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("/api/v1/teams/")]
    [InlineData("/api/v1/teams/authorized")]
    [InlineData("/api/v1/teams/coaching/users")]
    public async Task AnonymousCaller_Gets401(string path) =>
        (await stage.GetAsync(null, path)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("*/*", "application/json")]
    [InlineData("application/*;q=0.5", "application/json")]
    [InlineData("application/hal+json, application/json;q=0.5", "application/hal+json")]
    [InlineData("application/prs.hal-forms+json, application/json;q=0.1", "application/prs.hal-forms+json")]
    public async Task Accept_SelectsMediaType(string accept, string mediaType) =>
        (await stage.GetAsync(stage.Of("jdoe"), "/api/v1/teams/", accept)).Content.Headers.ContentType!.ToString()
            .Should().Be(mediaType);

    [Fact]
    public async Task OtherMediaType_Gets406() =>
        (await stage.GetAsync(stage.Of("jdoe"), "/api/v1/teams/", "text/html")).StatusCode.Should().Be(HttpStatusCode.NotAcceptable);

    [Theory]
    [InlineData("/api/v1/teams/", HttpStatusCode.OK)]
    [InlineData("/api/v1/teams/authorized", HttpStatusCode.Forbidden)]
    [InlineData("/api/v1/teams/coaching/users", HttpStatusCode.Forbidden)]
    public async Task TeamToken_ReadsTeamsOfUser_AndNothingElse(string path, HttpStatusCode expected) =>
        (await stage.GetAsync(TeamsApiFixture.Acted("pia", "coach", "data:read", "coaching"), path)).StatusCode.Should().Be(expected);

    [Fact]
    public async Task TeamToken_GetsNoFurtherLinks() =>
        await Snapshot.Verify(await stage.GetAsync(TeamsApiFixture.Acted("pia", "coach", "data:read", "coaching"), "/api/v1/teams/", Hal));

    [Fact]
    public async Task TokenWithDataReadOnly_HasNoActions()
    {
        var token = TeamsApiFixture.Acted("pia", "platform", "data:read");

        var document = await (await stage.GetAsync(token, "/api/v1/teams/", Hal)).JsonAsync();


        var links = document.GetProperty("_embedded").GetProperty("inf:team")[0].GetProperty("_links");
        links.TryGetProperty("inf:authorize", out _).Should().BeFalse();
    }

    private static string Name(string list) => list.Length == 0 ? "joined" : list;
}
