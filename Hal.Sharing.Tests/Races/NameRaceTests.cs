using System.Net;
using Hal.Sharing.Tests.Support;
using static Hal.Sharing.Tests.Races.Simultaneous;

namespace Hal.Sharing.Tests.Races;

/// <summary>Simultaneous requests for one ID or slug: exactly one succeeds.</summary>
public sealed class NameRaceTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("""{"name": "Racer", "slug": "NAME"}""")]
    [InlineData("""{"name": "Racer", "id": "NAME"}""")]
    public async Task Name_IsAssignedOnce(string body)
    {
        using var admin = stage.As("admin");
        for (var round = 0; round < 5; round++)
        {
            var name = $"racer-{Guid.NewGuid():N}";

            var answers = await TogetherAsync(Enumerable.Repeat<Func<Task<HttpStatusCode>>>(
                () => PostAsync(admin, "/api/integrations", body.Replace("NAME", name, StringComparison.Ordinal)), 8));

            answers.Count(answer => answer == HttpStatusCode.Created).Should().Be(1);
            answers.Count(answer => answer == HttpStatusCode.Conflict).Should().Be(7);
        }
    }

    [Fact]
    public async Task IdsAndSlugsThatDifferInCase_AreOneName()
    {
        using var admin = stage.As("admin");
        for (var round = 0; round < 5; round++)
        {
            var name = $"case-{Guid.NewGuid():N}";
            string[] bodies =
            [
                $$"""{"name": "Case", "id": "{{name}}"}""",
                $$"""{"name": "Case", "id": "{{name.ToUpperInvariant()}}"}""",
                $$"""{"name": "Case", "slug": "{{name}}"}""",
            ];

            var answers = await TogetherAsync(
                bodies.Select(body => (Func<Task<HttpStatusCode>>)(() => PostAsync(admin, "/api/integrations", body))));

            answers.Should().BeEquivalentTo([HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Conflict]);
        }
    }

    [Fact]
    public async Task SlugOfSimultaneousRenames_IsAssignedOnce()
    {
        using var owner = stage.As("owner");
        for (var round = 0; round < 5; round++)
        {
            var slug = $"slug-{Guid.NewGuid():N}";
            var ids = new[] { await NewAsync(), await NewAsync(), await NewAsync() };

            var answers = await TogetherAsync(ids.Select(id => (Func<Task<HttpStatusCode>>)(
                () => PutAsync(owner, $"/api/integrations/{id}", $$"""{"name": "Racer", "slug": "{{slug}}"}"""))));

            answers.Should().BeEquivalentTo([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict]);
        }
    }

    private async Task<string> NewAsync()
    {
        var id = $"race-{Guid.NewGuid():N}";
        await stage.AddIntegrationAsync(id, "user:owner", []);
        return id;
    }
}
