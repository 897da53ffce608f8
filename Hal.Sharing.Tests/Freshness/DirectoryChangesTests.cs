using Hal.Sharing.Data.Freshness;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Freshness;

/// <summary>A change of a principal makes exactly the documents stale that show it.</summary>
public sealed class DirectoryChangesTests(SharingFixture fixture) : IClassFixture<SharingFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const string VersionSql =
        "select database_timeline() as timeline, version as number from directory";

    [Fact]
    public async Task Rename_MakesStale_WhatShowsThePrincipal()
    {
        await using var data = new DataStack(fixture.ConnectionString);
        var changes = data.Get<DirectoryChanges>();
        var before = await VersionAsync();
        var (shows, showsNot) = (Shown(before, "user:level1", "team:readers"), Shown(before, "user:level2"));

        await RenameAsync("team:readers");
        var after = await VersionAsync();

        after.Number.Should().BeGreaterThan(before.Number);
        (await changes.AreCurrentAsync(shows, after, Limit, default)).Should().BeFalse();
        (await changes.AreCurrentAsync(showsNot, after, Limit, default)).Should().BeTrue();
        await RenameAsync("user:level2");
        (await changes.AreCurrentAsync(showsNot, await VersionAsync(), Limit, default)).Should().BeFalse();
    }

    [Theory]
    [InlineData("delete from users where id = @id; delete from principals where id = 'user:' || @id")]
    [InlineData("update users set managed_by = 'coach' where id = @id")]
    [InlineData("update principals set name = 'Another' where id = 'user:' || @id")]
    public async Task UserWhoIsDeletedOrManagedOrRenamed_IsAChange(string sql)
    {
        await using var data = new DataStack(fixture.ConnectionString);
        var id = await fixture.AddUserAsync();
        var shown = Shown(await VersionAsync(), $"user:{id}");

        await fixture.ExecuteAsync(sql, new { id });

        (await data.Get<DirectoryChanges>().AreCurrentAsync(shown, await VersionAsync(), Limit, default)).Should().BeFalse();
    }

    [Fact]
    public async Task ChangesThatAreNoLongerStored_MakeEverythingStale()
    {
        await using var data = new DataStack(fixture.ConnectionString);
        var changes = data.Get<DirectoryChanges>();
        await RenameAsync("user:someone");
        var shown = Shown(await VersionAsync(), "user:level1");
        for (var i = 0; i < 3; i++)
            await RenameAsync("user:someone");
        await fixture.ExecuteAsync("delete from directory_changes where version < (select version from directory)");

        (await changes.AreCurrentAsync(shown, await VersionAsync(), Limit, default)).Should().BeFalse();
    }

    [Fact]
    public async Task ManyChangesOfOneStatement_HaveConsecutiveVersions()
    {
        await using var data = new DataStack(fixture.ConnectionString);
        string[] users = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => fixture.AddUserAsync()))];
        var before = await VersionAsync();

        await fixture.ExecuteAsync("update users set managed_by = 'coach' where id = any(@users)", new { users });

        (await fixture.QueryAsync<(long, string)>(
                "select version, principal_id from directory_changes where version > @Number order by version", before))
            .Should().Equal(users.Order(StringComparer.Ordinal).Select((user, n) => (before.Number + n + 1, $"user:{user}")));
        foreach (var user in users)
            (await data.Get<DirectoryChanges>().AreCurrentAsync(Shown(before, $"user:{user}"), await VersionAsync(), Limit, default))
                .Should().BeFalse();
    }

    [Fact]
    public async Task VersionOfAnotherTimeline_IsNotComparable()
    {
        await using var data = new DataStack(fixture.ConnectionString);
        var version = await VersionAsync();

        (await data.Get<DirectoryChanges>().AreCurrentAsync(
                Shown(version with { Timeline = "00000000" }, "user:level1"), version, Limit, default))
            .Should().BeFalse();
    }

    [Fact]
    public async Task ConcurrentRenames_AreAllSeen()
    {
        await using var data = new DataStack(fixture.ConnectionString);
        var changes = data.Get<DirectoryChanges>();
        string[] users = [.. await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fixture.AddUserAsync()))];
        for (var round = 0; round < 20; round++)
        {
            var before = await VersionAsync();
            await Task.WhenAll(users.Select(user => RenameAsync($"user:{user}")));
            var after = await VersionAsync();

            foreach (var user in users)
                (await changes.AreCurrentAsync(Shown(before, $"user:{user}"), after, Limit, default)).Should().BeFalse();
            (await changes.AreCurrentAsync(Shown(before, "user:level1"), after, Limit, default)).Should().BeTrue();
        }
    }

    private static ShownPrincipals Shown(DirectoryVersion version, params string[] principals) => new(principals, version);

    private async Task<DirectoryVersion> VersionAsync()
    {
        var (timeline, number) = (await fixture.QueryAsync<(string, long)>(VersionSql)).Single();
        return new(timeline, number);
    }

    private Task RenameAsync(string principal) =>
        fixture.ExecuteAsync("update principals set name = name || '.' where id = @principal", new { principal });
}
