using System.Net;
using Hal.Sharing.Data.Integrations;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Integrations;

/// <summary>IDs and slugs share one namespace: a name identifies one integration permanently.</summary>
public sealed class NameTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("""{"name": "Again", "id": "ID"}""")]
    [InlineData("""{"name": "Again", "slug": "ID"}""")]
    [InlineData("""{"name": "Again", "id": "ID-slug"}""")]
    [InlineData("""{"name": "Again", "slug": "ID-slug"}""")]
    [InlineData("""{"name": "Again", "id": "TWIN"}""")]
    public async Task NameOfDeletedIntegration_IsNeverReused(string body)
    {
        var id = await NewAsync();
        using var admin = stage.As("admin");
        (await DeleteAsync(admin, id)).Should().Be(HttpStatusCode.NoContent);

        (await PostAsync(admin, Fill(body, id))).Should().Be(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("""{"name": "Again", "id": "ID"}""")]
    [InlineData("""{"name": "Again", "slug": "ID"}""")]
    [InlineData("""{"name": "Again", "id": "ID-slug"}""")]
    [InlineData("""{"name": "Again", "slug": "ID-slug"}""")]
    [InlineData("""{"name": "Again", "id": "TWIN"}""")]
    public async Task NameOfAnotherIntegration_IsTaken(string body)
    {
        var id = await NewAsync();
        using var admin = stage.As("admin");

        (await PostAsync(admin, Fill(body, id))).Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task DeletedIntegration_Gets404ByEveryName()
    {
        var id = await NewAsync();
        using var owner = stage.As("owner");

        (await DeleteAsync(owner, id)).Should().Be(HttpStatusCode.NoContent);

        foreach (var name in new[] { id, $"{id}-slug" })
            foreach (var path in new[] { "", "/shares", "/owner", "/shares/user:level1" })
            {
                using var answer = await owner.GetAsync($"/api/integrations/{name}{path}");
                answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
            }
        (await DeleteAsync(owner, id)).Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task FormerSlug_IdentifiesTheIntegrationAndCanBeUsedAgain()
    {
        var id = await NewAsync();
        using var owner = stage.As("owner");
        using var renamed = await owner.PutAsync($"/api/integrations/{id}", $$"""{"name": "Renamed", "slug": "{{id}}-new"}""");

        foreach (var name in new[] { id, $"{id}-slug", $"{id}-new" })
        {
            var document = await owner.DocumentAsync($"/api/integrations/{name}");
            document.Href("self").Should().Be($"/api/integrations/{id}");
            document.GetProperty("slug").GetString().Should().Be($"{id}-new");
        }
        (await PostAsync(owner, $$"""{"name": "Thief", "slug": "{{id}}-slug"}""")).Should().Be(HttpStatusCode.Conflict);
        using var back = await owner.PutAsync($"/api/integrations/{id}", $$"""{"name": "Renamed", "slug": "{{id}}-slug"}""");
        back.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task NameThatDiffersInCase_Gets404()
    {
        var id = await NewAsync();
        using var owner = stage.As("owner");

        using var answer = await owner.GetAsync($"/api/integrations/{id.ToUpperInvariant()}");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task WriteBySlug_ChangesTheIntegration()
    {
        var id = await NewAsync();
        using var owner = stage.As("owner");

        using var shared = await owner.PutAsync($"/api/integrations/{id}-slug/shares/user:recipient", "{}");

        (await shared.JsonAsync()).Href("self").Should().Be($"/api/integrations/{id}/shares/user:recipient");
    }

    [Fact]
    public async Task NewSlugThatDiffersFromOwnIdInCase_IsTaken()
    {
        var slug = $"case-{Guid.NewGuid():N}";

        var answer = await stage.AskAsync(
            "admin", "POST", "/api/integrations", $$"""{"id": "{{slug.ToUpperInvariant()}}", "slug": "{{slug}}", "name": "New"}""");

        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.Conflict, "id-taken"));
    }

    [Fact]
    public async Task ChangedSlugThatDiffersFromOwnIdInCase_IsTaken()
    {
        var slug = $"case-{Guid.NewGuid():N}";
        await stage.AskAsync("admin", "POST", "/api/integrations", $$"""{"id": "{{slug.ToUpperInvariant()}}", "name": "Old"}""");

        var answer = await stage.AskAsync(
            "admin", "PUT", $"/api/integrations/{slug.ToUpperInvariant()}", $$"""{"slug": "{{slug}}", "name": "New"}""");

        (answer.Status, answer.Problem).Should().Be((HttpStatusCode.Conflict, "id-taken"));
    }

    [Fact]
    public async Task SlugEqualToOwnId_IsAccepted()
    {
        var id = await NewAsync();

        (await stage.AskAsync("owner", "PUT", $"/api/integrations/{id}", $$"""{"slug": "{{id}}", "name": "New"}""")).Text("slug")
            .Should().Be(id);
        (await stage.AskAsync("admin", "POST", "/api/integrations", $$"""{"id": "{{id}}-2", "slug": "{{id}}-2", "name": "New"}""")).Status
            .Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task FormerSlugs_AreLimited_AndCanBeUsedAgain()
    {
        var id = await NewAsync();
        for (var number = 1; number <= IntegrationCommands.MaxFormerSlugs; number++)
            (await ChangeSlugAsync($"{id}-{number}")).Status.Should().Be(HttpStatusCode.OK);

        var refused = await ChangeSlugAsync($"{id}-one-too-many");
        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.Text("detail")
            .Should().Contain($"{IntegrationCommands.MaxFormerSlugs} former slugs")
                .And.Contain($"'{id}-{IntegrationCommands.MaxFormerSlugs}'");
        (await ChangeSlugAsync($"{id}-7")).Status.Should().Be(HttpStatusCode.OK);
        (await ChangeSlugAsync($"{id}-one-too-many")).Status.Should().Be(HttpStatusCode.Conflict);
        (await stage.AskAsync("owner", "PUT", $"/api/integrations/{id}", """{"name": "Renamed"}""")).Status.Should().Be(HttpStatusCode.OK);

        Task<Answer> ChangeSlugAsync(string slug) =>
            stage.AskAsync("owner", "PUT", $"/api/integrations/{id}", $$"""{"slug": "{{slug}}", "name": "Name"}""");
    }

    private async Task<string> NewAsync()
    {
        var id = $"name-{Guid.NewGuid():N}";
        await stage.AddIntegrationAsync(id, "user:owner");
        return id;
    }

    private static string Fill(string body, string id) => body
        .Replace("TWIN", id.ToUpperInvariant(), StringComparison.Ordinal).Replace("\"ID", $"\"{id}", StringComparison.Ordinal);

    private static async Task<HttpStatusCode> PostAsync(HttpClient caller, string body)
    {
        using var answer = await caller.PostAsync("/api/integrations", body);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> DeleteAsync(HttpClient caller, string id)
    {
        using var answer = await caller.DeleteAsync($"/api/integrations/{id}");
        return answer.StatusCode;
    }
}
