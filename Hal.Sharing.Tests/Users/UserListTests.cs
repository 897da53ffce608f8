using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Users;

/// <summary>The directory's users as each kind of caller sees them.</summary>
public sealed class UserListTests(DirectoryServer server) : IClassFixture<DirectoryServer>
{
    [Theory]
    [InlineData("admin")]
    [InlineData("coach")]
    [InlineData("junior")]
    [InlineData("jdoe")]
    public async Task Users(string role)
    {
        using var caller = server.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/users"), role);
    }

    [Fact]
    public async Task Search_FindsNamesIgnoringCase()
    {
        using var caller = server.As("jdoe");

        await Snapshot.Verify(await caller.GetAsync("/api/users?q=WONG"));
    }
}
