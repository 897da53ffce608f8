using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Teams;

/// <summary>Teams as everybody sees them.</summary>
public sealed class TeamDocumentTests(ReadOnlyFixture scenery) : IClassFixture<ReadOnlyFixture>
{
    [Theory]
    [InlineData("admin")]
    [InlineData("asmith")]
    [InlineData("bwong")]
    [InlineData("stranger")]
    public async Task Team(string role)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/teams/analytics"), role);
    }

    [Fact]
    public async Task UnknownTeam_IsAbsent()
    {
        using var caller = scenery.As("admin");

        await Snapshot.Verify(await caller.GetAsync("/api/teams/nobody"));
    }
}
