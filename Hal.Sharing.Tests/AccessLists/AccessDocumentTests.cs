using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.AccessLists;

/// <summary>Documents of who has access to what, and why, by reader.</summary>
public sealed class AccessDocumentTests(ReadOnlyFixture scenery) : IClassFixture<ReadOnlyFixture>
{
    /// <summary>Which reader sees which list of users. Only a superuser sees superusers.</summary>
    public static TheoryData<string, string> Lists => ReadOnlyFixture.Documents(
        ["owner", "level1", "level2", "level3", "readers-admin", "readers-publisher"],
        ["admin"],
        ["owners-admin", "owners-publisher", "owners-wizard", "owners-member"]);

    /// <summary>Which reader sees which reasons of a member. Only members of the team see the membership.</summary>
    public static TheoryData<string, string> Reasons => ReadOnlyFixture.Documents(
        ["owner", "level1", "level2", "level3"],
        ["admin", "readers-admin", "readers-publisher"],
        ["owners-admin", "owners-publisher", "owners-wizard", "owners-member"]);

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task List(string role, string document)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{ReadOnlyFixture.IntegrationOf(role)}/access"), document, role);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task ReasonsOfAMember(string role, string document)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(
            await caller.GetAsync($"/api/integrations/{ReadOnlyFixture.IntegrationOf(role)}/access/user:readers-publisher"),
            document, role);
    }

    [Theory]
    [InlineData("owner", "owner", ReadOnlyFixture.OfUser)]
    [InlineData("owner", "level7", ReadOnlyFixture.OfUser)]
    [InlineData("admin", "admin", ReadOnlyFixture.OfUser)]
    [InlineData("owners-wizard", "owners-publisher", ReadOnlyFixture.OfTeam)]
    public async Task ReasonsOf(string reader, string user, string integration)
    {
        using var caller = scenery.As(reader);

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{integration}/access/user:{user}"), user, reader);
    }

    [Theory]
    [InlineData("level2")]
    [InlineData("admin")]
    public async Task UserList(string reader)
    {
        using var caller = scenery.As(reader);

        await Snapshot.Verify(await caller.GetAsync("/api/users/level2/access"), "level2", reader);
    }

    [Fact]
    public async Task UserListOfAnotherUser_IsForbidden()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.GetAsync("/api/users/level2/access"));
    }

    [Fact]
    public async Task UserWithoutAccess_IsAbsent()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/access/user:stranger"));
    }

    [Fact]
    public async Task ReasonsOfATeam_DoNotExist()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{ReadOnlyFixture.OfUser}/access/team:readers"));
    }

    [Fact]
    public async Task UnchangedDocuments_Get304()
    {
        using var caller = scenery.As("owner");
        foreach (var path in new[]
                 {
                     $"/api/integrations/{ReadOnlyFixture.OfUser}/access", $"/api/integrations/{ReadOnlyFixture.OfUser}/access/user:level1",
                     "/api/users/owner/access",
                 })
        {
            using var first = await caller.GetAsync(path);
            using var second = await caller.GetAsync(path, ("If-None-Match", first.Headers.ETag!.ToString()));

            ((int)second.StatusCode).Should().Be(304, path);
        }
    }
}
