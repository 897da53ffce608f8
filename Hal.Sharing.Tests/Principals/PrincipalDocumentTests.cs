using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Principals;

/// <summary>Principals to share with.</summary>
public sealed class PrincipalDocumentTests(ReadOnlyFixture scenery) : IClassFixture<ReadOnlyFixture>
{
    [Theory]
    [InlineData("admin")]
    [InlineData("coach")]
    [InlineData("stranger")]
    public async Task Principals(string role)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/principals?q=jam"), role);
    }

    [Fact]
    public async Task Teams()
    {
        using var caller = scenery.As("stranger");

        await Snapshot.Verify(await caller.GetAsync("/api/principals?type=team"));
    }

    [Fact]
    public async Task Options()
    {
        using var caller = scenery.As("stranger");

        await Snapshot.Verify(await caller.GetAsync("/api/principals/options?q=level"));
    }
}
