using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.AccessLists;

/// <summary>What remains without a path is what the server permits after exactly that path was removed.</summary>
public sealed class RemovedPathTests
{
    private const int Worlds = 2;

    [Fact]
    public async Task RemovedPath_LeavesTheLevelThatTheReasonsName()
    {
        var (first, removed) = (RandomWorld.FirstSeed, new HashSet<string>());
        for (var i = 0; i < Worlds; i++)
        {
            await using var world = await RandomWorld.CreateAsync(first + i);
            foreach (var integration in RandomWorld.Integrations)
                while (await ItemsAsync(world, integration) is { Count: > 0 } items)
                    removed.Add(await RemoveOneAsync(world, items[world.Random.Next(items.Count)]));
        }
        removed.Should().BeEquivalentTo(["owner", "owning-team", "share", "team-share"]);
    }

    /// <summary>Returns the users with access, without superusers, and without the heir, who receives integrations.</summary>
    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(RandomWorld world, string integration)
    {
        var items = await world.PagesAsync("root", $"/api/integrations/{integration}/access");
        return [.. items.Where(item => item.GetProperty("userId").GetString() is not (RandomWorld.Heir or "root" or "admin"))];
    }

    private static async Task<string> RemoveOneAsync(RandomWorld world, JsonElement item)
    {
        var reasons = await world.As("root").DocumentAsync(item.Href("self")!);
        var paths = reasons.GetProperty("paths").EnumerateArray().ToList();
        var path = paths[world.Random.Next(paths.Count)];
        using var response = path.Href("inf:integration-share") is { } share
            ? await world.As("root").SendAsync("DELETE", share)
            : await world.As("root").PutAsync(path.Href("inf:integration-owner")!, $$"""{"userId": "{{RandomWorld.Heir}}"}""");
        response.EnsureSuccessStatusCode();

        var left = await world.LevelAsync(reasons.GetProperty("userId").GetString()!, reasons.GetProperty("integrationId").GetString()!);

        var expected = path.GetProperty("ifRemoved");
        left.Should().Be(
            expected.ValueKind == JsonValueKind.Null ? null : Expected(expected, path, reasons), "{0} in world {1}", reasons, world.Seed);
        return path.GetProperty("via").GetString()!;
    }

    /// <summary>The documents of the owner say so, whatever other path was removed.</summary>
    private static string Expected(JsonElement ifRemoved, JsonElement path, JsonElement reasons) =>
        reasons.GetProperty("level").ToString() == "owner" && path.GetProperty("via").GetString() != "owner"
            ? "owner"
            : ifRemoved.ToString();
}
