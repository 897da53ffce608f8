using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Memberships;

/// <summary>A team's members as each kind of caller sees them.</summary>
public sealed class MemberDocumentTests(DirectoryServer server) : IClassFixture<DirectoryServer>
{
    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("asmith", "admin")]
    [InlineData("jdoe", "jdoe")]
    [InlineData("coach", "coach")]
    public async Task Members(string role, string document)
    {
        using var caller = server.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/teams/analytics/members"), document, role);
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
