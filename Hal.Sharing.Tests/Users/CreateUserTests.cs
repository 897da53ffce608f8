using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Users;

/// <summary>Superusers create any user; a party creates users with generated IDs, which it manages.</summary>
public sealed class CreateUserTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Path = "/api/users";

    [Fact]
    public async Task Superuser_SetsEveryProperty()
    {
        var id = Accounts.NewId("chosen");

        var answer = await stage.AskAsync("admin", "POST", Path, $$"""
            {
              "id": "{{id}}", "displayName": "New User", "firstName": "New", "lastName": "User", "email": "new@example.com",
              "managedBy": "coach"
            }
            """);

        answer.Status.Should().Be(HttpStatusCode.Created);
        answer.Headers.Location!.ToString().Should().Be($"/api/users/{id}");
        answer.Members.Should().Equal("id", "username", "displayName", "firstName", "lastName", "email", "isSuperuser", "managedBy");
        answer.Text("username").Should().Be(id);
        answer.Text("managedBy").Should().Be("coach");
        (await stage.AskAsync("admin", "GET", $"/api/users/{id}")).Body.GetRawText().Should().Be(answer.Body.GetRawText());
        (await stage.RecordAsync($"user:{id}")).Should().Equal("user.create");
    }

    [Fact]
    public async Task Superuser_CanCreateSuperuser()
    {
        var id = Accounts.NewId("chosen");

        (await stage.AskAsync("admin", "POST", Path, $$"""{"id": "{{id}}", "displayName": "Root", "isSuperuser": true}""")).Status
            .Should().Be(HttpStatusCode.Created);

        (await stage.AskAsync(id, "GET", "/api/clients")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("coach")]
    [InlineData("client")]
    public async Task Party_CreatesUserWithGeneratedId_AndManagesThem(string party)
    {
        party = party == "client" ? await stage.AddClientAsync() : party;

        var answer = await stage.AskAsync(party, "POST", Path, """{"displayName": "Pupil", "email": "p@example.com"}""");

        answer.Status.Should().Be(HttpStatusCode.Created);
        Guid.TryParse(answer.Text("id"), out _).Should().BeTrue();
        answer.Text("managedBy").Should().Be(party);
        answer.Text("isSuperuser").Should().Be("False");
        (await stage.ScalarAsync<string>("select user_id from changes where subject = @s", new { s = "user:" + answer.Text("id") }))
            .Should().Be(party);
    }

    [Fact]
    public async Task Party_CanNameItself()
    {
        (await stage.AskAsync("coach", "POST", Path, """{"displayName": "Pupil", "managedBy": "coach"}""")).Text("managedBy")
            .Should().Be("coach");
    }

    [Theory]
    [InlineData("coach", """{"displayName": "New", "id": "chosen"}""")]
    [InlineData("coach", """{"displayName": "New", "isSuperuser": true}""")]
    [InlineData("coach", """{"displayName": "New", "managedBy": "jdoe"}""")]
    [InlineData("client", """{"displayName": "New", "id": "chosen"}""")]
    [InlineData("client", """{"displayName": "New", "isSuperuser": true}""")]
    [InlineData("client", """{"displayName": "New", "managedBy": "jdoe"}""")]
    [InlineData("junior", """{"displayName": "New"}""")]
    public async Task PropertyOfSuperusers_Gets403_AndWritesNothing(string caller, string body)
    {
        caller = caller == "client" ? await stage.AddClientAsync() : caller;
        var before = await stage.StateAsync();

        (await stage.AskAsync(caller, "POST", Path, body)).Status.Should().Be(HttpStatusCode.Forbidden);

        (await stage.StateAsync()).Should().Be(before);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("junior")]
    [InlineData("itself")]
    public async Task InvalidParty_Gets422(string party)
    {
        var answer = await stage.AskAsync("admin", "POST", Path, $$"""{"id": "itself", "displayName": "New", "managedBy": "{{party}}"}""");

        answer.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        answer.Body.GetProperty("errors")[0].GetProperty("pointer").GetString().Should().Be("#/managedBy");
    }

    [Fact]
    public async Task Superuser_CannotBeManaged() =>
        (await stage.AskAsync("admin", "POST", Path, """{"displayName": "New", "isSuperuser": true, "managedBy": "coach"}"""))
            .Status.Should().Be(HttpStatusCode.UnprocessableEntity);

    public static TheoryData<string> Taken => ["user", "client", "deleted user", "deleted client"];

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task TakenId_Gets409_InAnyCase_ForUsersAndClients(string by)
    {
        var id = by.EndsWith("user", StringComparison.Ordinal) ? await stage.AddUserAsync() : await stage.AddClientAsync();
        if (by.StartsWith("deleted", StringComparison.Ordinal))
            (await stage.AskAsync("admin", "DELETE", $"/api/{by["deleted ".Length..]}s/{id}")).Status
                .Should().Be(HttpStatusCode.NoContent);

        foreach (var conflict in new[] { id, id.ToUpperInvariant() })
            foreach (var (path, name) in new[] { (Path, "displayName"), ("/api/clients", "name") })
            {
                var answer = await stage.AskAsync("admin", "POST", path, $$"""{"id": "{{conflict}}", "{{name}}": "New"}""");

                answer.Status.Should().Be(HttpStatusCode.Conflict);
                answer.Problem.Should().Be("id-taken");
            }
    }

    [Fact]
    public async Task IdOfTeam_IsFreeForUser()
    {
        var team = await stage.AddTeamAsync(("jdoe", 6));

        (await stage.AskAsync("admin", "POST", Path, $$"""{"id": "{{team}}", "displayName": "New"}""")).Status
            .Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task DeletedId_IsNeverReused_InSqlToo()
    {
        var id = await stage.AddUserAsync();
        await stage.AskAsync("admin", "DELETE", $"/api/users/{id}");

        foreach (var conflict in new[] { id, id.ToUpperInvariant() })
            await stage.Invoking(it => it.ExecuteAsync("insert into account_ids (id, kind) values (@conflict, 'user')", new { conflict }))
                .Should().ThrowAsync<Npgsql.PostgresException>().Where(e => e.SqlState == "23505");
    }
}
