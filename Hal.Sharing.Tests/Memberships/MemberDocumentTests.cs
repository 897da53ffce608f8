using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Memberships;

/// <summary>A team's members as each kind of caller sees them.</summary>
public sealed class MemberDocumentTests(DirectoryServer server) : IClassFixture<DirectoryServer>
{
    [Theory]
    [InlineData("admin")]
    [InlineData("asmith")]
    [InlineData("jdoe")]
    [InlineData("coach")]
    public async Task Members(string role)
    {
        using var caller = server.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/teams/analytics/members"), role);
    }

    [Theory]
    [InlineData("asmith")]
    [InlineData("bwong")]
    [InlineData("jdoe")]
    public async Task Member(string role)
    {
        using var caller = server.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/teams/analytics/members/bwong"), role);
    }
}
