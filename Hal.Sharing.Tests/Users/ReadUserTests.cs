using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Users;

/// <summary>Which callers see a user, and which properties they see.</summary>
public sealed class ReadUserTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private static readonly string[] Private = ["email", "isSuperuser", "managedBy"];

    [Theory]
    [InlineData("admin", true)]
    [InlineData("coach", true)]
    [InlineData("itself", true)]
    [InlineData("bwong", false)]
    public async Task PrivateProperties_AreVisibleToUserPartyAndSuperusers(string caller, bool sees)
    {
        var id = await stage.AddUserAsync("coach");
        await stage.ExecuteAsync("update users set email = 'x@example.com' where id = @id", new { id });
        await stage.AddTeamAsync(("coach", 6), (id, 1), ("bwong", 1));

        var answer = await stage.AskAsync(caller == "itself" ? id : caller, "GET", $"/api/users/{id}");

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Members.Intersect(Private).Should().Equal(sees ? Private : []);
    }

    [Fact]
    public async Task ManagedUser_IsHiddenFromOthers_LikeUnknownUser()
    {
        var id = await stage.AddUserAsync("coach");

        var hidden = await stage.AskAsync("stranger", "GET", $"/api/users/{id}");
        var unknown = await stage.AskAsync("stranger", "GET", "/api/users/unknown");

        hidden.Status.Should().Be(HttpStatusCode.NotFound);
        Without(hidden, id).Should().Be(Without(unknown, "unknown"));
        foreach (var list in new[] { "/api/users", "/api/principals" })
            (await stage.AskAsync("stranger", "GET", $"{list}?q={id}")).Text("total").Should().Be("0");
        foreach (var method in new[] { "PUT", "DELETE" })
            (await stage.AskAsync("stranger", method, $"/api/users/{id}", method == "PUT" ? """{"displayName": "New"}""" : null)).Status
                .Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("party")]
    [InlineData("team")]
    [InlineData("authorization")]
    [InlineData("owned")]
    [InlineData("shared")]
    [InlineData("superuser")]
    [InlineData("nothing")]
    public async Task ManagedUser_IsVisibleToPartyTeamAndSharers(string tie)
    {
        var (id, other) = (await stage.AddUserAsync(tie == "party" ? "coach" : "jdoe"), await stage.AddUserAsync());
        if (tie == "team")
            await stage.AddTeamAsync((id, 6), (other, 1));
        if (tie == "owned")
            await stage.AddIntegrationOfAsync($"user:{id}", ($"user:{other}", 1));
        if (tie == "shared")
            await stage.AddIntegrationOfAsync("user:owner", ($"user:{other}", 1), ($"user:{id}", 1));
        if (tie == "authorization")
            await stage.ExecuteAsync(
                "insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at) "
                    + "values (@id, @team, '{data:read}', now(), now())",
                new { id, team = await stage.AddTeamAsync((other, 6)) });

        var caller = tie switch { "party" => "coach", "superuser" => "admin", _ => other };
        var alone = (await stage.AskAsync(caller, "GET", $"/api/users/{id}")).Status;
        var listed = (await stage.AskAsync(caller, "GET", $"/api/users?q={id}")).Text("total");

        (alone, listed).Should().Be(tie == "nothing" ? (HttpStatusCode.NotFound, "0") : (HttpStatusCode.OK, "1"));
    }

    [Fact]
    public async Task Me_IsCallersOwnUser() =>
        (await stage.AskAsync("jdoe", "GET", "/api/users/me")).Body.GetRawText()
            .Should().Be((await stage.AskAsync("jdoe", "GET", "/api/users/jdoe")).Body.GetRawText());

    [Theory]
    [InlineData("JOHN")]
    [InlineData("jdo")]
    [InlineData("ohn d")]
    public async Task Search_MatchesIdAndName_IgnoringCase(string text)
    {
        var found = await stage.AskAsync("stranger", "GET", $"/api/users?q={Uri.EscapeDataString(text)}");

        found.Body.Embedded("inf:user").Select(user => user.GetProperty("id").GetString()).Should().Equal("jdoe");
    }

    [Theory]
    [InlineData("%25")]
    [InlineData("_")]
    [InlineData("%5C")]
    public async Task Search_TreatsWildcardsAsLetters(string text) =>
        (await stage.AskAsync("stranger", "GET", $"/api/users?q={text}")).Text("total").Should().Be("0");

    private static string Without(Answer answer, string id) =>
        answer.Body.GetRawText().Replace(id, "", StringComparison.Ordinal).Replace(answer.Text("traceId")!, "", StringComparison.Ordinal);
}
