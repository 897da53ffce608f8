using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Root;

/// <summary>The entry point for each kind of caller.</summary>
public sealed class RootDocumentTests(ReadOnlyFixture fixture) : IClassFixture<ReadOnlyFixture>
{
    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("jdoe", "jdoe")]
    [InlineData("junior", "jdoe")]
    public async Task EntryPoint(string role, string document)
    {
        using var caller = fixture.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api"), document, role);
    }

    [Fact]
    public async Task EntryPointWithoutToken_HasLinksThatNeedNone()
    {
        using var anonymous = fixture.Anonymous();

        await Snapshot.Verify(await anonymous.GetAsync("/api"));
    }
}
