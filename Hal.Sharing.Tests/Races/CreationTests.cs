using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Races;

/// <summary>What justifies a creation is taken away at the same time: the creation waits, and is then judged by what is left.</summary>
public sealed class CreationTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("/api/integrations", "integrations", """{"name": "New"}""")]
    [InlineData("/api/teams", "teams", """{"id": "ID", "name": "New"}""")]
    public async Task CreationByAParty_WaitsForTheRelease_AndIsRefused(string path, string table, string body)
    {
        var user = await stage.AddUserAsync("coach");
        using var party = stage.Anonymous();
        await using var release = await HeldTransaction.BeginAsync(
            stage, "update users set managed_by = null where id = @user", new { user });
        var before = await CountAsync(table);

        var creation = party.SendAsync(
            $"Bearer {TestTokens.ActedFor(user, "coach", "data:write")}", "POST", path,
            body.Replace("ID", Accounts.NewId("team"), StringComparison.Ordinal));
        await HeldTransaction.UntilWaitingAsync(stage, creation);
        await release.CommitAsync();

        using var answer = await creation;
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await CountAsync(table)).Should().Be(before);
    }

    [Theory]
    [InlineData("/api/clients", "clients", """{"name": "New"}""")]
    [InlineData("/api/users", "users", """{"id": "ID", "displayName": "New"}""")]
    [InlineData("/api/users", "users", """{"id": "ID", "displayName": "New", "managedBy": "coach"}""")]
    public async Task CreationByASuperuser_WaitsForTheDemotion_AndIsRefused(string path, string table, string body)
    {
        var superuser = await stage.AddUserAsync(isSuperuser: true);
        await using var demotion = await HeldTransaction.BeginAsync(
            stage, "update users set is_superuser = false where id = @superuser", new { superuser });
        var before = await CountAsync(table);

        var creation = stage.AskAsync(superuser, "POST", path, body.Replace("ID", Accounts.NewId("user"), StringComparison.Ordinal));
        await HeldTransaction.UntilWaitingAsync(stage, creation);
        await demotion.CommitAsync();

        (await creation).Status.Should().Be(HttpStatusCode.Forbidden);
        (await CountAsync(table)).Should().Be(before);
    }

    [Fact]
    public async Task CreationOfAUser_WaitsForWhoManagesTheCaller_AndIsRefused()
    {
        var caller = await stage.AddUserAsync();
        await using var management = await HeldTransaction.BeginAsync(
            stage, "update users set managed_by = 'coach' where id = @caller", new { caller });

        var creation = stage.AskAsync(caller, "POST", "/api/users", """{"displayName": "New"}""");
        await HeldTransaction.UntilWaitingAsync(stage, creation);
        await management.CommitAsync();

        (await creation).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    private Task<long> CountAsync(string table) => stage.ScalarAsync<long>($"select count(*) from {table}");
}
