using System.Net.Http.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>Access levels are words for everyone: a reader gets no form, so the schema has them too.</summary>
public sealed class LevelTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableTheory]
    [InlineData("admin")]
    [InlineData("asmith")]
    public async Task Levels_AreWords_InAListAndOnAPage(string user)
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, user);

        await visit.GoAsync("#/api/integrations/abc-123/shares", "Shares");
        await visit.Row("Analytics Team").GetByText("1: view", new() { Exact = true }).WaitForAsync();
        await visit.Row("John Doe").GetByText("3: admin", new() { Exact = true }).WaitForAsync();

        await visit.GoAsync("#/api/integrations/abc-123/shares/user:jdoe", "John Doe");
        await visit.Main.GetByText("3: admin", new() { Exact = true }).WaitForAsync();
        visit.Log.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("admin")]
    [InlineData("asmith")]
    public async Task LevelAbove3_ShowsWhatItCountsAs(string user)
    {
        using var admin = server.As("admin");
        using var share = await admin.PutAsJsonAsync("/api/integrations/abc-123/shares/user:outsider", new { accessLevel = 99 });
        share.EnsureSuccessStatusCode();
        await using var visit = await ConsoleVisit.OpenAsync(server, user);

        await visit.GoAsync("#/api/integrations/abc-123/shares", "Shares");
        await visit.Row("Olive Outsider").GetByText("99: admin", new() { Exact = true }).WaitForAsync();

        await visit.GoAsync("#/api/integrations/abc-123/shares/user:outsider", "Olive Outsider");
        await visit.Main.GetByText("99: admin", new() { Exact = true }).First.WaitForAsync();
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task SchemaThatCannotBeRead_CostsTheWordsAlone()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "asmith");
        await visit.Context.RouteAsync("**/schemas/**", route => route.AbortAsync());

        await visit.GoAsync("#/api/integrations/abc-123/shares", "Shares");

        await visit.Row("Analytics Team").GetByText("1", new() { Exact = true }).WaitForAsync();
    }
}
