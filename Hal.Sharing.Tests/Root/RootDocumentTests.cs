using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Root;

/// <summary>The entry point, for everybody who knocks.</summary>
public sealed class RootDocumentTests(ReadOnlyFixture scenery) : IClassFixture<ReadOnlyFixture>
{
    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("jdoe", "jdoe")]
    [InlineData("junior", "jdoe")]
    public async Task EntryPoint(string role, string document)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api"), document, role);
    }

    [Fact]
    public async Task EntryPointWithoutAToken_HasTheLinksThatNeedNone()
    {
        using var anonymous = scenery.Anonymous();

        await Snapshot.Verify(await anonymous.GetAsync("/api"));
    }
}
