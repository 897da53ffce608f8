using System.Runtime.CompilerServices;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.History;

/// <summary>Histories and changes as each kind of caller sees them.</summary>
public sealed class HistoryDocumentTests(DirectoryServer server) : IClassFixture<DirectoryServer>
{
    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("asmith", "admin")]
    [InlineData("jdoe", "jdoe")]
    [InlineData("bwong", "jdoe")]
    public Task OfIntegration(string role, string document) => VerifyAsync("/api/integrations/warehouse/history", role, document);

    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("asmith", "admin")]
    [InlineData("bwong", "bwong")]
    public Task OfTeam(string role, string document) => VerifyAsync("/api/teams/analytics/history", role, document);

    [Theory]
    [InlineData("bwong")]
    [InlineData("junior")]
    [InlineData("outsider")]
    public Task OfCaller(string role) => VerifyAsync("/api/users/me/history", role, role);

    [Theory]
    [InlineData("admin")]
    [InlineData("coach")]
    public Task All(string role) => VerifyAsync("/api/history?limit=2", role, role);

    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("junior", "admin")]
    [InlineData("bwong", "bwong")]
    public async Task Change(string role, string document)
    {
        using var junior = server.As("junior");
        var newest = (await junior.DocumentAsync("/api/users/me/history?limit=1")).Embedded("inf:change")[0];

        await VerifyAsync(newest.Href("self")!, role, document);
    }

    private async Task VerifyAsync(string path, string role, string document, [CallerMemberName] string test = "")
    {
        using var caller = server.As(role);

        await Snapshot.Verify(await caller.GetAsync(path), document, role, method: test);
    }
}
