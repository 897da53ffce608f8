using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Users;

/// <summary>Users change their own names, the managing party everything but privileges, superusers everything.</summary>
public sealed class ChangeUserTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string All = """{"displayName": "Changed", "firstName": "C", "lastName": "D", "email": "new@example.com"}""";

    [Theory]
    [InlineData("self", false)]
    [InlineData("coach", true)]
    [InlineData("admin", true)]
    public async Task UserPartyAndSuperuser_CanChangeNames_ButUserNotEmail(string caller, bool changesEmail)
    {
        var id = await stage.AddUserAsync("coach");

        var answer = await stage.AskAsync(
            caller == "self" ? id : caller, "PUT", $"/api/users/{id}", All.Replace("}", ", \"managedBy\": \"coach\"}"));

        answer.Status.Should().Be(HttpStatusCode.OK);
        (answer.Text("displayName"), answer.Text("firstName"), answer.Text("lastName"), answer.Text("managedBy"))
            .Should().Be(("Changed", "C", "D", "coach"));
        answer.Text("email").Should().Be(changesEmail ? "new@example.com" : null);
        (await stage.RecordAsync($"user:{id}")).Should().Equal("user.update");
    }

    [Fact]
    public async Task Put_ReplacesEveryProperty()
    {
        var id = await stage.AddUserAsync();
        await stage.AskAsync("admin", "PUT", $"/api/users/{id}", All);

        var answer = await stage.AskAsync("admin", "PUT", $"/api/users/{id}", """{"displayName": "Bare"}""");

        answer.Members.Should().Equal("id", "username", "displayName", "isSuperuser");
    }

    [Fact]
    public async Task OtherUser_Gets403()
    {
        var id = await stage.AddUserAsync();
        var before = await stage.StateAsync();

        (await stage.AskAsync("stranger", "PUT", $"/api/users/{id}", All)).Status.Should().Be(HttpStatusCode.Forbidden);

        (await stage.StateAsync()).Should().Be(before);
    }

    [Theory]
    [InlineData("coach")]
    [InlineData("client")]
    public async Task Party_CanReleaseUser_AndThenLosesAccess(string party)
    {
        party = party == "client" ? await stage.AddClientAsync() : party;
        var id = await stage.AddUserAsync(party);

        var released = await stage.AskAsync(party, "PUT", $"/api/users/{id}", """{"displayName": "Free"}""");

        released.Status.Should().Be(HttpStatusCode.OK);
        released.Text("managedBy").Should().BeNull();
        (await stage.ScalarAsync<string?>("select managed_by from users where id = @id", new { id })).Should().BeNull();
        (await stage.AskAsync(party, "PUT", $"/api/users/{id}", All)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await stage.AskAsync(party, "DELETE", $"/api/users/{id}")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task ManagedUser_CannotReleaseThemselves()
    {
        var id = await stage.AddUserAsync("coach");

        (await stage.AskAsync(id, "PUT", $"/api/users/{id}", """{"displayName": "Free"}""")).Text("managedBy").Should().Be("coach");
    }

    [Theory]
    [InlineData("coach", """{"displayName": "New", "managedBy": "jdoe"}""")]
    [InlineData("coach", """{"displayName": "New", "managedBy": "coach", "isSuperuser": true}""")]
    [InlineData("self", """{"displayName": "New", "managedBy": "jdoe"}""")]
    [InlineData("self", """{"displayName": "New", "isSuperuser": true}""")]
    public async Task PartyAndPrivileges_RequireSuperuser(string caller, string body)
    {
        var id = await stage.AddUserAsync("coach");
        var before = await stage.StateAsync();

        (await stage.AskAsync(caller == "self" ? id : caller, "PUT", $"/api/users/{id}", body)).Status
            .Should().Be(HttpStatusCode.Forbidden);

        (await stage.StateAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Superuser_CanSetAnotherParty()
    {
        var (id, client) = (await stage.AddUserAsync("coach"), await stage.AddClientAsync());

        (await stage.AskAsync("admin", "PUT", $"/api/users/{id}", $$"""{"displayName": "New", "managedBy": "{{client}}"}"""))
            .Text("managedBy").Should().Be(client);

        (await stage.AskAsync("coach", "GET", $"/api/users/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("self")]
    [InlineData("junior")]
    public async Task InvalidParty_Gets422(string party)
    {
        var id = await stage.AddUserAsync();
        party = party == "self" ? id : party;

        (await stage.AskAsync("admin", "PUT", $"/api/users/{id}", $$"""{"displayName": "New", "managedBy": "{{party}}"}"""))
            .Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task UserWhoManagesOthers_CannotBeManaged()
    {
        var party = await stage.AddUserAsync();
        await stage.AddUserAsync(party);

        (await stage.AskAsync("admin", "PUT", $"/api/users/{party}", """{"displayName": "New", "managedBy": "coach"}"""))
            .Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("self")]
    [InlineData("coach")]
    [InlineData("admin")]
    public async Task PutOfUnchangedDocument_ChangesNothing(string caller)
    {
        var id = await stage.AddUserAsync("coach");
        await stage.ExecuteAsync("update users set first_name = 'F', last_name = 'L', email = 'f@example.com' where id = @id", new { id });
        caller = caller == "self" ? id : caller;
        var got = await stage.AskAsync(caller, "GET", $"/api/users/{id}");
        var before = await stage.StateAsync();

        var answer = await stage.AskAsync(caller, "PUT", $"/api/users/{id}", got.Body.GetRawText());

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Body.GetRawText().Should().Be(got.Body.GetRawText());
        (await stage.StateAsync()).Should().Be(before);
    }

    [Fact]
    public async Task SuperuserPuttingOwnDocument_StaysSuperuser()
    {
        var got = await stage.AskAsync("admin", "GET", "/api/users/me");

        (await stage.AskAsync("admin", "PUT", "/api/users/admin", got.Body.GetRawText())).Body.GetRawText()
            .Should().Be(got.Body.GetRawText());
    }
}
