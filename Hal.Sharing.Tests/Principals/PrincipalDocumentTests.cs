using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Principals;

/// <summary>Principals to share with.</summary>
public sealed class PrincipalDocumentTests(ReadOnlyFixture scenery) : IClassFixture<ReadOnlyFixture>
{
    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("coach", "admin")]
    [InlineData("stranger", "stranger")]
    public async Task Principals(string role, string document)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/principals?q=jam"), document, role);
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
