using System.Net;
using Hal.Sharing.Tests.Support;
using Hal.Sharing.Tests.Validators;

namespace Hal.Sharing.Tests.Freshness;

/// <summary>A share list that was read once costs one statement, which reads no share, until something changes that it shows.</summary>
public sealed class StoredListTests : IAsyncLifetime, IDisposable
{
    private readonly SharingFixture _fixture = new();
    private readonly SentCommands _sent;

    public StoredListTests() => _sent = new(() => _fixture.ConnectionString);

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    public void Dispose() => _sent.Dispose();

    [SkippableFact]
    public async Task UnchangedList_ReadsNoShare()
    {
        Skip.If(Settings.NothingIsStored, "Documents are not stored in this run.");
        var (path, owner) = await PrepareAsync();
        var first = await owner.GetStringAsync(path);
        var tag = await owner.TagAsync(path);
        _sent.Clear();

        var second = await owner.GetStringAsync(path);
        using var held = await owner.GetAsync(path, ("If-None-Match", tag));

        second.Should().Be(first);
        held.StatusCode.Should().Be(HttpStatusCode.NotModified);
        _sent.Texts.Should().HaveCount(2).And.AllSatisfy(command => command.Should().Contain("share_list_version").And.NotContain("limit"));
    }

    [Fact]
    public async Task RenameOfAnotherPrincipal_KeepsCopies()
    {
        var (path, owner) = await PrepareAsync();
        var tag = await owner.TagAsync(path);

        await _fixture.ExecuteAsync("update principals set name = 'Another' where id = 'user:someone3'");

        using var answer = await owner.GetAsync(path, ("If-None-Match", tag));
        answer.StatusCode.Should().Be(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("update principals set name = 'Another' where id = 'user:level1'", "Another")]
    [InlineData("update shares set access_level = 2 where principal_id = 'user:level1'", "\"accessLevel\":2")]
    [InlineData("delete from shares where principal_id = 'user:level1'", "\"total\":1")]
    [InlineData("delete from users where id = 'grantor'; delete from principals where id = 'user:grantor'", "team:readers")]
    public async Task Change_IsShown(string sql, string expected)
    {
        var (path, owner) = await PrepareAsync();
        var tag = await owner.TagAsync(path);
        (await owner.GetStringAsync(path)).Should().Contain("user:grantor");

        await _fixture.ExecuteAsync(sql);

        using var answer = await owner.GetAsync(path, ("If-None-Match", tag));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var body = await answer.Content.ReadAsStringAsync();
        body.Should().Contain(expected);
        if (sql.StartsWith("delete from users", StringComparison.Ordinal))
            body.Should().NotContain("user:grantor");
    }

    [Fact]
    public async Task CallersWithEqualPermissions_GetEqualBytes_AndTheirOwnTags()
    {
        var (path, owner) = await PrepareAsync();
        using var admin = _fixture.As("admin");

        (await admin.GetStringAsync(path)).Should().Be(await owner.GetStringAsync(path));
        (await admin.TagAsync(path)).Should().NotBe(await owner.TagAsync(path));
    }

    private async Task<(string Path, HttpClient Owner)> PrepareAsync()
    {
        var id = await _fixture.AddIntegrationOfAsync("user:owner", ("user:level1", 1), ("team:readers", 1));
        if (await _fixture.ScalarAsync<bool>("select not exists (select from users where id = 'grantor')"))
            await _fixture.AddUsersAsync("grantor");
        await _fixture.ExecuteAsync("update shares set granted_by = 'grantor' where integration_id = @id", new { id });
        return ($"/api/integrations/{id}/shares", _fixture.As("owner"));
    }

    private static class Settings
    {
        public static bool NothingIsStored => Environment.GetEnvironmentVariable("Reads__StoredBytes") is { Length: > 0 and < 6 }
            || Environment.GetEnvironmentVariable("Reads__ShareStatements") == "false";
    }
}
