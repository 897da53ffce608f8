using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Clients;

/// <summary>Only superusers manage OAuth clients, and a secret is shown once.</summary>
public sealed class ClientTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Path = "/api/clients";

    [Fact]
    public async Task Secret_IsShownOnce_IsNotStored_AndSignsIn()
    {
        var created = await stage.AskAsync("admin", "POST", Path, """{"name": "Coach App"}""");

        created.Status.Should().Be(HttpStatusCode.Created);
        created.Members.Should().Equal("id", "name", "secret", "createdAt", "updatedAt");
        created.Headers.Location!.ToString().Should().Be($"{Path}/{created.Text("id")}");
        created.Headers.CacheControl!.NoStore.Should().BeTrue();
        var (id, secret) = (created.Text("id")!, created.Text("secret")!);
        Convert.FromBase64String(secret.Replace('-', '+').Replace('_', '/').PadRight(44, '='))
            .Should().HaveCount(32, "secrets have 256 bits");
        foreach (var path in new[] { $"{Path}/{id}", Path })
            (await stage.AskAsync("admin", "GET", path)).Body.GetRawText().Should().Contain(id).And.NotContain("secret");
        (await stage.StateAsync()).Should().NotContain(secret);
        (await stage.ScalarAsync<string>("select concat(before, after) from changes where subject = @s", new { s = $"client:{id}" }))
            .Should().Contain("Coach App").And.NotContain(secret);
        (await SignsInAsync(id, secret)).Should().BeTrue();
        (await SignsInAsync(id, secret + "x")).Should().BeFalse();
    }

    [Fact]
    public async Task Rotation_CreatesNewSecret_AndKeepsName()
    {
        var id = await stage.AddClientAsync();

        var first = await stage.AskAsync("admin", "PUT", $"{Path}/{id}", """{"rotateSecret": true}""");
        var second = await stage.AskAsync("admin", "PUT", $"{Path}/{id}", """{"rotateSecret": true}""");

        first.Status.Should().Be(HttpStatusCode.OK);
        first.Headers.CacheControl!.NoStore.Should().BeTrue();
        first.Text("name").Should().Be("Client");
        first.Text("secret").Should().NotBe(second.Text("secret"));
        (await SignsInAsync(id, second.Text("secret")!)).Should().BeTrue();
        (await SignsInAsync(id, Accounts.Secret)).Should().BeFalse("it was replaced twice");
        (await stage.RecordAsync($"client:{id}")).Should().Equal("client.rotate-secret", "client.rotate-secret");
    }

    [Fact]
    public async Task Rotation_KeepsFormerSecret_UnlessRevoked()
    {
        var (kept, revoked) = (await stage.AddClientAsync(), await stage.AddClientAsync());

        await stage.AskAsync("admin", "PUT", $"{Path}/{kept}", """{"rotateSecret": true}""");
        var rotation = await stage.AskAsync("admin", "PUT", $"{Path}/{revoked}", """{"rotateSecret": true, "revokeFormer": true}""");

        (await SignsInAsync(kept, Accounts.Secret)).Should().BeTrue();
        (await SignsInAsync(revoked, Accounts.Secret)).Should().BeFalse();
        (await SignsInAsync(revoked, rotation.Text("secret")!)).Should().BeTrue();
        (await RecordedAsync(revoked)).Should().Equal("""client.rotate-secret {"name": "Client", "formerSecretRevoked": true}""");
    }

    [Fact]
    public async Task FormerSecret_CanBeRevokedAfterRotation_Once()
    {
        var id = await stage.AddClientAsync();
        var rotation = await stage.AskAsync("admin", "PUT", $"{Path}/{id}", """{"rotateSecret": true}""");

        var revocation = await stage.AskAsync("admin", "PUT", $"{Path}/{id}", """{"revokeFormer": true}""");
        var again = await stage.AskAsync("admin", "PUT", $"{Path}/{id}", """{"revokeFormer": true}""");

        revocation.Members.Should().Equal("id", "name", "createdAt", "updatedAt");
        again.Body.GetRawText().Should().Be(revocation.Body.GetRawText(), "nothing is left to revoke");
        (await SignsInAsync(id, Accounts.Secret)).Should().BeFalse();
        (await SignsInAsync(id, rotation.Text("secret")!)).Should().BeTrue();
        (await RecordedAsync(id)).Should().Equal(
            """client.rotate-secret {"name": "Client"}""",
            """client.revoke-former-secret {"name": "Client", "formerSecretRevoked": true}""");
    }

    [Theory]
    [InlineData("""{"name": "Other"}""")]
    [InlineData("""{"name": "Other", "rotateSecret": false}""")]
    public async Task Rename_ShowsNoSecret(string body)
    {
        var id = await stage.AddClientAsync();

        var answer = await stage.AskAsync("admin", "PUT", $"{Path}/{id}", body);

        answer.Members.Should().Equal("id", "name", "createdAt", "updatedAt");
        answer.Text("name").Should().Be("Other");
        (await SignsInAsync(id, Accounts.Secret)).Should().BeTrue();
        (await stage.RecordAsync($"client:{id}")).Should().Equal("client.update");
    }

    [Fact]
    public async Task PutOfUnchangedDocument_ChangesNothing()
    {
        var id = await stage.AddClientAsync();
        var got = await stage.AskAsync("admin", "GET", $"{Path}/{id}");
        var before = await stage.StateAsync();

        (await stage.AskAsync("admin", "PUT", $"{Path}/{id}", got.Body.GetRawText())).Body.GetRawText()
            .Should().Be(got.Body.GetRawText());
        (await stage.AskAsync("admin", "PUT", $"{Path}/{id}", "{}")).Status.Should().Be(HttpStatusCode.OK);

        (await stage.StateAsync()).Should().Be(before);
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("junior")]
    public async Task NonSuperuser_SeesAndChangesNothing(string caller)
    {
        var id = await stage.AddClientAsync();
        var before = await stage.StateAsync();

        (await stage.AskAsync(caller, "GET", Path)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await stage.AskAsync(caller, "POST", Path, """{"name": "New"}""")).Status.Should().Be(HttpStatusCode.Forbidden);
        foreach (var target in new[] { id, "unknown" })
        {
            (await stage.AskAsync(caller, "GET", $"{Path}/{target}")).Status.Should().Be(HttpStatusCode.NotFound);
            (await stage.AskAsync(caller, "PUT", $"{Path}/{target}", """{"rotateSecret": true}""")).Status
                .Should().Be(HttpStatusCode.NotFound);
            (await stage.AskAsync(caller, "DELETE", $"{Path}/{target}")).Status.Should().Be(HttpStatusCode.NotFound);
        }

        (await stage.StateAsync()).Should().Be(before);
    }

    [Fact]
    public async Task DeletedClient_CannotSignIn()
    {
        var id = await stage.AddClientAsync();
        (await SignsInAsync(id, Accounts.Secret)).Should().BeTrue();

        (await stage.AskAsync("admin", "DELETE", $"{Path}/{await stage.AddClientAsync()}")).Status.Should().Be(HttpStatusCode.NoContent);
        var other = await stage.AddClientAsync();
        (await stage.AskAsync("admin", "DELETE", $"{Path}/{other}")).Status.Should().Be(HttpStatusCode.NoContent);

        (await SignsInAsync(other, Accounts.Secret)).Should().BeFalse();
        (await stage.RecordAsync($"client:{other}")).Should().Equal("client.delete");
    }

    [Fact]
    public async Task ClientThatManagesUsers_CannotBeDeleted()
    {
        var id = await stage.AddClientAsync();
        var user = await stage.AddUserAsync(id);
        var before = await stage.StateAsync();

        var answer = await stage.AskAsync("admin", "DELETE", $"{Path}/{id}");

        (answer.Status, answer.Problem, answer.Text("count")).Should().Be((HttpStatusCode.Conflict, "still-manages", "1"));
        (await stage.StateAsync()).Should().Be(before);
        (await stage.AskAsync("admin", "DELETE", $"/api/users/{user}")).Status.Should().Be(HttpStatusCode.NoContent);
        (await stage.AskAsync("admin", "DELETE", $"{Path}/{id}")).Status.Should().Be(HttpStatusCode.NoContent);
    }

    private Task<IReadOnlyList<string>> RecordedAsync(string id) =>
        stage.QueryAsync<string>(
            "select concat_ws(' ', action, after) from changes where subject = 'client:' || @id order by id", new { id });

    /// <summary>Returns whether the client can create a user, which is then deleted.</summary>
    private async Task<bool> SignsInAsync(string id, string secret)
    {
        using var client = stage.Anonymous();
        using var answer = await client.SendAsync(TestTokens.Basic(id, secret), "POST", "/api/users", """{"displayName": "Probe"}""");
        if (!answer.IsSuccessStatusCode)
            return false;
        await stage.AskAsync("admin", "DELETE", answer.Headers.Location!.ToString());
        return true;
    }
}
