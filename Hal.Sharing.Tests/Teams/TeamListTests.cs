using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Teams;

/// <summary>All teams as each kind of caller sees them.</summary>
public sealed class TeamListTests(DirectoryServer server) : IClassFixture<DirectoryServer>
{
    [Theory]
    [InlineData("admin")]
    [InlineData("coach")]
    [InlineData("jdoe")]
    public async Task Teams(string role)
    {
        using var caller = server.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/teams"), role);
    }
}
