using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The cases that show whether the cost of a read depends on how much is stored.</summary>
internal static class SizeCases
{
    /// <summary>The reads that are compared between data sets, with the end of their keys.</summary>
    public static readonly (string Key, string Title, Func<Workloads, Task<List<RequestLine>>> Requests)[] Reads =
    [
        ("list", "share list, unchanged", work => work.SharesAsync()),
        ("limited-list", "share list, rarely read", work => work.LimitedSharesAsync()),
        ("share", "one share", work => work.ShareAsync()),
        ("owner", "owner", work => work.OwnersAsync()),
        ("integration", "integration", work => work.IntegrationsAsync()),
    ];

    public static string KeyOf(string read) => $"{CaseKeys.Sizes}-{read}";

    public static async IAsyncEnumerable<BenchCase> AllAsync(IReadOnlyList<Session> sessions)
    {
        foreach (var (key, title, requests) in Reads)
        {
            var (servers, floors) = (new List<Lane>(), new List<Lane>());
            foreach (var session in sessions)
            {
                var lines = await requests(session.Workloads);
                servers.Add(session.Lane(session.Server, lines, session.Set.Name));
                if (key == "list")
                    floors.Add(session.Lane(session.Floor, lines, $"floor, {session.Set.Name}"));
            }
            yield return new(KeyOf(key), $"Server at each size: {title}", [16], [.. servers, .. floors]);
        }
    }

    public static async IAsyncEnumerable<BenchCase> PagesAsync(Session session)
    {
        var (work, set) = (session.Workloads, session.Set);
        var (big, small) = ($"{set.BigSize:N0} shares", $"{set.SmallSize:N0} shares");
        yield return new(CaseKeys.FirstPage, "First page of 90 to 100 shares", [16],
        [
            session.Lane(session.Server, await work.PagesAsync("small", 0, 1), small),
            session.Lane(session.Server, await work.PagesAsync("big-1", 0, 1), big),
        ]);
        var some = set.SmallSize / 2;
        yield return new(CaseKeys.DeepPage, "Deep page of 90 to 100 shares, rarely read", [16],
        [
            session.Lane(session.Server, await work.PagesAsync("small", set.SmallSize - some - 100, some), small),
            session.Lane(session.Server, await work.PagesAsync("big-1", set.BigSize - (set.BigSize / 10), some), big),
        ]);
    }
}
