using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Teams;

/// <summary>Any user can create teams, and becomes their admin.</summary>
public sealed class CreateTeamTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Path = "/api/teams";

    [Theory]
    [InlineData("stranger")]
    [InlineData("junior")]
    [InlineData("admin")]
    public async Task AnyUser_CanCreate_AndBecomesAdmin(string caller)
    {
        var id = Accounts.NewId("new");

        var answer = await stage.AskAsync(caller, "POST", Path, $$"""
            {
              "id": "{{id}}", "name": "New Team", "description": "D", "url": "https://e.org", "image": "https://e.org/i",
              "privacyStatement": "https://e.org/p"
            }
            """);

        answer.Status.Should().Be(HttpStatusCode.Created);
        answer.Headers.Location!.ToString().Should().Be($"/api/teams/{id}");
        answer.Members.Should().Equal("id", "name", "description", "url", "image", "privacyStatement");
        (await stage.AskAsync(caller, "GET", $"/api/teams/{id}")).Body.GetRawText().Should().Be(answer.Body.GetRawText());
        (await stage.AskAsync(caller, "GET", $"/api/teams/{id}/members/{caller}")).Text("role").Should().Be("admin");
        (await stage.RecordAsync($"team:{id}")).Should().Equal("team.create");
    }

    [Fact]
    public async Task MissingId_IsGenerated() =>
        Guid.TryParse((await stage.AskAsync("stranger", "POST", Path, """{"name": "New"}""")).Text("id"), out _).Should().BeTrue();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TakenId_Gets409_InAnyCase_AfterDeletionToo(bool isDeleted)
    {
        var id = await stage.AddTeamAsync(("jdoe", 6));
        if (isDeleted)
            (await stage.AskAsync("jdoe", "DELETE", $"/api/teams/{id}")).Status.Should().Be(HttpStatusCode.NoContent);

        foreach (var conflict in new[] { id, id.ToUpperInvariant() })
        {
            (await stage.AskAsync("admin", "POST", Path, $$"""{"id": "{{conflict}}", "name": "New"}""")).Problem.Should().Be("id-taken");
            await stage.Invoking(it => it.ExecuteAsync("insert into team_ids (id) values (@conflict)", new { conflict }))
                .Should().ThrowAsync<Npgsql.PostgresException>().Where(e => e.SqlState == "23505");
        }
    }

    [Fact]
    public async Task IdOfUser_IsFreeForTeam()
    {
        var user = await stage.AddUserAsync();

        (await stage.AskAsync("stranger", "POST", Path, $$"""{"id": "{{user}}", "name": "New"}""")).Status
            .Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Client_CannotCreate()
    {
        var client = await stage.AddClientAsync();

        (await stage.AskAsync(client, "POST", Path, """{"name": "New"}""")).Status.Should().NotBe(HttpStatusCode.Created);
    }
}
