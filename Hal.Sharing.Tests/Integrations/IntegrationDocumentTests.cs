using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Integrations;

/// <summary>Documents of integrations, by reader.</summary>
public sealed class IntegrationDocumentTests(ReadOnlyFixture scenery) : IClassFixture<ReadOnlyFixture>
{
    /// <summary>Which reader sees which integration.</summary>
    public static TheoryData<string, string> Documents => ReadOnlyFixture.Documents(
        ["owner", "admin"],
        ["level1"],
        ["level2", "level3", "readers-admin", "readers-publisher"],
        ["owners-admin"],
        ["owners-publisher", "owners-wizard"],
        ["owners-member"]);

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Integration(string role, string document)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations/{ReadOnlyFixture.IntegrationOf(role)}"), document, role);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Integrations(string role, string document)
    {
        using var caller = scenery.As(role);

        await Snapshot.Verify(await caller.GetAsync($"/api/integrations?q={ReadOnlyFixture.IntegrationOf(role)}"), document, role);
    }

    [Fact]
    public async Task IntegrationsOfAStranger_AreAnEmptyArray()
    {
        using var caller = scenery.As("stranger");

        await Snapshot.Verify(await caller.GetAsync("/api/integrations"));
    }

    [Fact]
    public async Task Page_LinksToItsNeighbours()
    {
        using var caller = scenery.As("admin");
        var first = await caller.DocumentAsync("/api/integrations?limit=1");

        await Snapshot.Verify(await caller.GetAsync(first.Href("next")));
    }

    [Theory]
    [InlineData("stranger", "PUT")]
    [InlineData("level1", "PUT")]
    [InlineData("level3", "DELETE")]
    public async Task Refusal_SaysWhatIsMissing(string role, string method)
    {
        using var caller = scenery.As(role);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/integrations/{ReadOnlyFixture.OfUser}");
        if (method == "PUT")
            request.Content = new StringContent("""{"name": "Renamed"}""", System.Text.Encoding.UTF8, "application/json");

        await Snapshot.Verify(await caller.SendAsync(request), role);
    }

    [Fact]
    public async Task SlugChangeByAnEditor_NamesThePermissionToTransfer()
    {
        using var caller = scenery.As("level2");

        await Snapshot.Verify(
            await caller.PutAsync($"/api/integrations/{ReadOnlyFixture.OfUser}", """{"name": "Renamed", "slug": "renamed"}"""));
    }

    [Theory]
    [InlineData("id", """{"id": "Of-User", "name": "Twin"}""")]
    [InlineData("slug", """{"slug": "of-user-slug", "name": "Twin"}""")]
    public async Task TakenName_IsAConflictWithoutALink(string what, string body)
    {
        using var caller = scenery.As("admin");

        await Snapshot.Verify(await caller.PostAsync("/api/integrations", body), what);
    }

    [Fact]
    public async Task InvalidBody_ListsEveryFault()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.PostAsync("/api/integrations", """{"slug": "No Slug", "name": "", "colour": "red"}"""));
    }

    [Fact]
    public async Task InvalidQuery_ListsEveryFault()
    {
        using var caller = scenery.As("owner");

        await Snapshot.Verify(await caller.GetAsync("/api/integrations?access=mine&limit=0&after=x"));
    }

    [Fact]
    public async Task Caller_IsNeeded()
    {
        using var anonymous = scenery.Anonymous();

        await Snapshot.Verify(await anonymous.GetAsync($"/api/integrations/{ReadOnlyFixture.OfUser}"));
    }
}
