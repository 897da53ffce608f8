using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Users;

/// <summary>Users as each kind of caller sees them.</summary>
public sealed class UserDocumentTests(ReadOnlyFixture fixture) : IClassFixture<ReadOnlyFixture>
{
    [Theory]
    [InlineData("admin")]
    [InlineData("jdoe")]
    [InlineData("junior")]
    public async Task Me(string role)
    {
        using var caller = fixture.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/users/me"), role);
    }

    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("coach", "coach")]
    [InlineData("stranger", "coach")]
    public async Task Other(string role, string document)
    {
        using var caller = fixture.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/users/jdoe"), document, role);
    }

    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("coach", "admin")]
    [InlineData("bwong", "bwong")]
    [InlineData("stranger", "stranger")]
    public async Task Managed(string role, string document)
    {
        using var caller = fixture.As(role);

        await Snapshot.Verify(await caller.GetAsync("/api/users/junior"), document, role);
    }
}
