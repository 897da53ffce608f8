using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Teams;

/// <summary>A team as each kind of caller sees it.</summary>
public sealed class TeamDocumentTests(ReadOnlyFixture fixture) : IClassFixture<ReadOnlyFixture>
{
    [Theory]
    [InlineData("admin")]
    [InlineData("asmith")]
    [InlineData("bwong")]
    [InlineData("stranger")]
    public async Task Team(string role)
    {
        using var caller = fixture.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/teams/analytics"), role);
    }

    [Fact]
    public async Task UnknownTeam_Gets404()
    {
        using var caller = fixture.As("admin");

        await Snapshot.Verify(await caller.GetAsync("/api/teams/unknown"));
    }
}
