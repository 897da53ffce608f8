using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.AccessLists;

/// <summary>
/// In random worlds, the lists of who has access to what are equal to asking each user and each integration one by one.
/// </summary>
public sealed class CompletenessTests
{
    private const int Worlds = 1;

    [Fact]
    public Task AccessListOfAnIntegration_EqualsAskingEachUser() => InWorldsAsync(async world =>
    {
        foreach (var integration in RandomWorld.Integrations)
        {
            var levels = await LevelsAsync(world, world.Users.Select(user => (user, integration)));
            foreach (var reader in levels.Keys.Select(key => key.User).Where(user => levels[(user, integration)] is not null))
            {
                var readsAll = reader is "admin" or "root";
                var visible = await VisibleAsync(world, reader);
                // For other readers, being a superuser is no path: see SuperuserPathTests.
                var expected = world.Users
                    .Where(user => visible.Contains(user) && levels[(user, integration)] is not null
                        && (readsAll || user is not ("admin" or "root")))
                    .Order(StringComparer.Ordinal).Select(user => $"{user} {levels[(user, integration)]}").ToList();

                foreach (var query in new[] { "", $"?limit={world.Random.Next(1, 4)}" })
                {
                    var items = await world.PagesAsync(reader, $"/api/integrations/{integration}/access{query}");

                    items.Select(item => $"{item.GetProperty("userId")} {item.GetProperty("level")}")
                        .Where(item => readsAll || !(item.StartsWith("root ", StringComparison.Ordinal)))
                        .Should().Equal(expected, "{0} reads {1}{2} in world {3}", reader, integration, query, world.Seed);
                }
            }
        }
    });

    [Fact]
    public Task AccessListOfAUser_EqualsAskingEachIntegration() => InWorldsAsync(async world =>
    {
        string[] all = [.. RandomWorld.Integrations, "abc-123", "gd-001", "wh-001"];
        foreach (var user in world.Users)
        {
            var levels = await LevelsAsync(world, all.Select(integration => (user, integration)));
            var expected = all.Where(integration => levels[(user, integration)] is not null).Order(StringComparer.Ordinal)
                .Select(integration => $"{integration} {levels[(user, integration)]}").ToList();

            foreach (var reader in new[] { user, "root" })
            {
                var items = await world.PagesAsync(reader, $"/api/users/{user}/access?limit={world.Random.Next(1, 4)}");

                items.Select(item => $"{item.GetProperty("integrationId")} {item.GetProperty("level")}")
                    .Should().Equal(expected, "{0} reads {1} in world {2}", reader, user, world.Seed);
            }
        }
    });

    [Fact]
    public Task ReasonsOfEachItem_HaveItsLevelAndItsNumberOfPaths() => InWorldsAsync(async world =>
    {
        foreach (var (reader, path) in world.Users.Select(user => (user, $"/api/users/{user}/access"))
            .Concat(RandomWorld.Integrations.Select(integration => ("root", $"/api/integrations/{integration}/access"))))
        {
            foreach (var item in await world.PagesAsync(reader, path))
            {
                var reasons = await world.As(reader).DocumentAsync(item.Href("self")!);

                reasons.GetProperty("level").ToString().Should().Be(item.GetProperty("level").ToString());
                reasons.GetProperty("paths").GetArrayLength().Should().Be(item.GetProperty("paths").GetInt32());
            }
        }
    });

    private static async Task<Dictionary<(string User, string Integration), string?>> LevelsAsync(
        RandomWorld world, IEnumerable<(string User, string Integration)> pairs)
    {
        var levels = new Dictionary<(string, string), string?>();
        foreach (var (user, integration) in pairs)
            levels[(user, integration)] = await world.LevelAsync(user, integration);
        return levels;
    }

    private static async Task<HashSet<string>> VisibleAsync(RandomWorld world, string reader)
    {
        var visible = new HashSet<string>();
        foreach (var user in world.Users)
        {
            using var response = await world.As(reader).GetAsync($"/api/users/{user}");
            if (response.StatusCode == HttpStatusCode.OK)
                visible.Add(user);
        }
        return visible;
    }

    private static async Task InWorldsAsync(Func<RandomWorld, Task> test)
    {
        var first = RandomWorld.FirstSeed;
        for (var i = 0; i < Worlds; i++)
        {
            await using var world = await RandomWorld.CreateAsync(first + i);
            await test(world);
        }
    }
}
