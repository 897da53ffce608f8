using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Teams;

/// <summary>Any user creates teams, and becomes their admin.</summary>
public sealed class CreateTeamTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Path = "/api/teams";

    [Theory]
    [InlineData("stranger")]
    [InlineData("junior")]
    [InlineData("admin")]
    public async Task AnyUser_BecomesTheAdmin(string caller)
    {
        var id = Accounts.NewId("new");

        var answer = await stage.AskAsync(caller, "POST", Path, $$"""
            {"id": "{{id}}", "name": "New Team", "description": "D", "url": "https://e.org", "image": "https://e.org/i", "privacyStatement": "https://e.org/p"}
            """);

        answer.Status.Should().Be(HttpStatusCode.Created);
        answer.Headers.Location!.ToString().Should().Be($"/api/teams/{id}");
        answer.Members.Should().Equal("id", "name", "description", "url", "image", "privacyStatement");
        (await stage.AskAsync(caller, "GET", $"/api/teams/{id}")).Body.GetRawText().Should().Be(answer.Body.GetRawText());
        (await stage.AskAsync(caller, "GET", $"/api/teams/{id}/members/{caller}")).Text("role").Should().Be("admin");
        (await stage.RecordAsync($"team:{id}")).Should().Equal("team.create");
    }

    [Fact]
    public async Task WithoutAnId_ItGetsAGeneratedOne() =>
        Guid.TryParse((await stage.AskAsync("stranger", "POST", Path, """{"name": "New"}""")).Text("id"), out _).Should().BeTrue();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TakenId_IsAConflict_InAnyCase_AfterTheDeletionToo(bool isDeleted)
    {
        var id = await stage.AddTeamAsync(("jdoe", 6));
        if (isDeleted)
            (await stage.AskAsync("jdoe", "DELETE", $"/api/teams/{id}")).Status.Should().Be(HttpStatusCode.NoContent);

        foreach (var twin in new[] { id, id.ToUpperInvariant() })
        {
            (await stage.AskAsync("admin", "POST", Path, $$"""{"id": "{{twin}}", "name": "New"}""")).Problem.Should().Be("id-taken");
            await stage.Invoking(it => it.ExecuteAsync("insert into team_ids (id) values (@twin)", new { twin }))
                .Should().ThrowAsync<Npgsql.PostgresException>().Where(e => e.SqlState == "23505");
        }
    }

    [Fact]
    public async Task UsersHaveAnIdSpaceOfTheirOwn()
    {
        var user = await stage.AddUserAsync();

        (await stage.AskAsync("stranger", "POST", Path, $$"""{"id": "{{user}}", "name": "New"}""")).Status.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Client_CreatesNone()
    {
        var client = await stage.AddClientAsync();

        (await stage.AskAsync(client, "POST", Path, """{"name": "New"}""")).Status.Should().NotBe(HttpStatusCode.Created);
    }
}
