using System.Text.Json;
using Hal.Sharing.Tests.Links;

namespace Hal.Sharing.Tests.Forms;

/// <summary>In one kind of document a relation is always one or always many, never by count: over every snapshot that we keep.</summary>
public sealed class CardinalityTests
{
    [Fact]
    public void Relation_IsAlwaysOneOrAlwaysMany()
    {
        var seen = new Dictionary<(string Kind, string Rel), (JsonValueKind Value, string File)>();
        var mixed = new List<string>();
        foreach (var (file, document) in Snapshots())
            foreach (var (kind, rel, value) in RelationsOf(document))
                if (!seen.TryAdd((kind, rel), (value, file)) && seen[(kind, rel)].Value != value)
                    mixed.Add($"{kind} {rel}: {seen[(kind, rel)].Value} in {seen[(kind, rel)].File}, {value} in {file}");

        mixed.Should().BeEmpty();
        seen.Should().HaveCountGreaterThan(60, "the rule looks at something");
        seen[("/api/integrations/*/shares", "_embedded inf:integration-share")].Value.Should().Be(JsonValueKind.Array);
        seen[("/api/integrations/*/owner", "_embedded inf:user")].Value.Should().Be(JsonValueKind.Object);
    }

    [Fact]
    public void KindOfDocument_HasOneProfile()
    {
        var pairs =
            from snapshot in Snapshots()
            from resource in ResourcesIn(snapshot.Document)
            let links = resource.GetProperty("_links")
            where links.TryGetProperty("profile", out _) && links.TryGetProperty("self", out _)
            select (Kind: KindOf(resource), Profile: links.GetProperty("profile").GetProperty("href").GetString());

        var profiles = pairs.ToLookup(pair => pair.Kind, pair => pair.Profile);
        profiles.Where(kind => kind.Distinct().Count() > 1).Should().BeEmpty();
        profiles.Should().HaveCountGreaterThan(10);
    }

    private static IEnumerable<(string Kind, string Rel, JsonValueKind Value)> RelationsOf(JsonElement document) =>
        from resource in ResourcesIn(document)
        let kind = KindOf(resource)
        from container in new[] { "_links", "_embedded" }
        where resource.TryGetProperty(container, out _)
        from relation in resource.GetProperty(container).EnumerateObject()
        select (kind, $"{container} {relation.Name}", relation.Value.ValueKind);

    /// <summary>The pattern of its own address; what has none, such as a problem, by its type.</summary>
    private static string KindOf(JsonElement resource) =>
        resource.GetProperty("_links").TryGetProperty("self", out var self) ? Crawl.Kind(self.GetProperty("href").GetString()!)
        : resource.TryGetProperty("type", out var type) ? type.GetString()! : "";

    /// <summary>Whatever has links: the document, what it embeds, and what snapshots put around them.</summary>
    private static IEnumerable<JsonElement> ResourcesIn(JsonElement value)
    {
        var parts = value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Select(member => member.Value),
            JsonValueKind.Array => value.EnumerateArray(),
            _ => Enumerable.Empty<JsonElement>(),
        };
        var isResource = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("_links", out _);
        return (isResource ? [value] : Enumerable.Empty<JsonElement>())
            .Concat(parts.SelectMany(ResourcesIn));
    }

    private static IEnumerable<(string File, JsonElement Document)> Snapshots(
        [System.Runtime.CompilerServices.CallerFilePath] string thisFile = "")
    {
        var tests = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, ".."));
        foreach (var file in Directory.EnumerateFiles(tests, "*.verified.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetRelativePath(tests, file).Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj")
                continue;
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            yield return (Path.GetFileName(file), document.RootElement.Clone());
        }
    }
}
