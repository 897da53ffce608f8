using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Root;

/// <summary>The entry point, for everybody who knocks.</summary>
public sealed class RootDocumentTests(ReadOnlyFixture scenery) : IClassFixture<ReadOnlyFixture>
{
    [Theory]
    [InlineData("admin")]
    [InlineData("jdoe")]
    [InlineData("junior")]
    public async Task EntryPoint(string role)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api"), role);
    }

    [Fact]
    public async Task EntryPointWithoutAToken_HasTheLinksThatNeedNone()
    {
        using var anonymous = scenery.Anonymous();

        await Snapshot.Verify(await anonymous.GetAsync("/api"));
    }
}
