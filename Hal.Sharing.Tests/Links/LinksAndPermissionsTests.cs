using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Links;

/// <summary>Every caller performs every action on a new integration: the link, the response and the contract agree.</summary>
public sealed class LinksAndPermissionsTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    public static TheoryData<ActionRow> Rows => [.. IntegrationActions.Rows];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Link_IsPresentIfAndOnlyIfTheRequestPasses(ActionRow row)
    {
        var differences = new List<string>();
        foreach (var owner in new[] { "user:owner", "team:owners" })
            foreach (var player in IntegrationActions.Callers(owner))
            {
                var id = $"cell-{Guid.NewGuid():N}";
                await stage.AddIntegrationAsync(id, owner);
                using var caller = stage.As(player.User);
                string Fill(string text) => text.Replace("{id}", id).Replace("{user}", player.User);
                differences.AddRange(await ActionCheck.DifferencesAsync(caller, row, player, Fill));
            }

        differences.Should().BeEmpty();
    }

    [Fact]
    public async Task EmbeddedResource_HasTheLinksOfItsOwnDocument()
    {
        var differences = new List<string>();
        foreach (var owner in new[] { "user:owner", "team:owners" })
        {
            var id = $"embedded-{Guid.NewGuid():N}";
            await stage.AddIntegrationAsync(id, owner);
            (string Href, string Rel)[] lists =
                [($"/api/integrations?q={id}", "inf:integration"), ($"/api/integrations/{id}/shares", "inf:integration-share")];
            foreach (var player in IntegrationActions.Callers(owner).Where(player => player.May("read")))
            {
                using var caller = stage.As(player.User);
                foreach (var (list, rel) in lists)
                {
                    var embedded = (await caller.DocumentAsync(list)).Embedded(rel);
                    embedded.Should().NotBeEmpty();
                    foreach (var resource in embedded)
                    {
                        var alone = await caller.DocumentAsync(resource.Href("self")!);
                        if (!alone.Rels().Where(name => name is not ("curies" or "profile")).SequenceEqual(resource.Rels()))
                            differences.Add($"{player.User}: {resource.Href("self")}");
                    }
                }
            }
        }

        differences.Should().BeEmpty();
    }
}
