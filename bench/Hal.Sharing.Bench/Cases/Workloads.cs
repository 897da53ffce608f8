using Hal.Sharing.Api.Links;
using Hal.Sharing.Bench.DataSets;
using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The requests of each case on one data set.</summary>
internal sealed class Workloads(DataSet set, CallerTokenSource tokens)
{
    /// <summary>More lists than a store of 64 MB can keep.</summary>
    private const int MostCold = 100_000;

    public Task<List<RequestLine>> SharesAsync() => EachAsync(set.Warm, id => $"/api/integrations/{id}/shares");

    public Task<List<RequestLine>> ColdSharesAsync() => EachAsync(set.Cold.Take(MostCold), id => $"/api/integrations/{id}/shares");

    /// <summary>Lists that differ in their limit too, so that also a small data set has many.</summary>
    public Task<List<RequestLine>> LimitedSharesAsync() =>
        EachAsync(set.Cold.Take(900).SelectMany(id => Enumerable.Range(11, 40), (id, limit) => (id, limit)).OrderBy(pair => pair.limit)
            .Select(pair => (pair.id, $"/api/integrations/{pair.id}/shares?limit={pair.limit}")));

    public Task<List<RequestLine>> ShareAsync() =>
        EachAsync(set.Warm, id => $"/api/integrations/{id}/shares/user:{set.PrincipalOf(id)}");

    public Task<List<RequestLine>> OwnersAsync() => EachAsync(set.Warm, id => $"/api/integrations/{id}/owner");

    public Task<List<RequestLine>> IntegrationsAsync() => EachAsync(set.Warm, id => $"/api/integrations/{id}");

    /// <summary>Requests without an ID by the callers of the repeatedly read integrations.</summary>
    public Task<List<RequestLine>> ByCallersAsync(string path) => EachAsync(set.Warm, _ => path);

    public async Task<List<RequestLine>> ByJoinerAsync(string path) => [new(path, await tokens.OfAsync(set.Joiner))];

    /// <summary>Pages of 100 shares or some less; no page comes twice before all others.</summary>
    /// <param name="start">The position of the first page.</param>
    public async Task<List<RequestLine>> PagesAsync(string integration, int start, int count)
    {
        var token = await tokens.OfAsync(DataSet.SkewedOwner);
        var path = $"/api/integrations/{integration}/shares";
        var positions = Enumerable.Range(2, integration == "small" ? set.SmallSize : set.BigSize)
            .Select(id => $"user:{id}").Order(StringComparer.Ordinal).Skip(start).Take(count).ToList();
        return [.. from limit in Enumerable.Range(90, 11)
                   from position in positions
                   let after = start == 0 ? "" : $"&after={Cursor.Encode(path, position)}"
                   select new RequestLine($"{path}?limit={limit}{after}", token)];
    }

    public async Task<List<RequestLine>> PutSharesAsync()
    {
        var requests = new List<RequestLine>();
        foreach (var level in new[] { 1, 2 })
            foreach (var id in set.Shared)
                requests.Add(await PutShareAsync(id, level));
        return requests;
    }

    public async Task<List<RequestLine>> TransfersAsync()
    {
        var token = await tokens.OfAsync(DataSet.Transferrer);
        return [.. from owner in new[] { DataSet.NewOwner, DataSet.OtherNewOwner }
                   from id in set.Transferred
                   select new RequestLine($"/api/integrations/{id}/owner", token, "PUT", $$"""{"userId":"{{owner}}"}""")];
    }

    /// <summary>For each second, a rename of another team and a write of a share that no measured list has.</summary>
    public async Task<List<RequestLine[]>> DisturbancesAsync()
    {
        var seconds = new List<RequestLine[]>();
        foreach (var team in Enumerable.Range(1, 200))
        {
            var id = DataSet.Text(team);
            var name = $"Team {id}, renamed {Guid.NewGuid():N}";
            var rename = new RequestLine($"/api/teams/{id}", await tokens.OfAsync(id), "PUT", $$"""{"name":"{{name}}"}""");
            seconds.Add([rename, await PutShareAsync(set.Shared.First(), 1 + (team % 2))]);
        }
        return seconds;
    }

    private async Task<RequestLine> PutShareAsync(int id, int level) => new(
        $"/api/integrations/{id}/shares/{DataSet.Recipient}", await tokens.OfAsync(set.CallerOf(id)), "PUT",
        $$"""{"accessLevel":{{level}}}""");

    private Task<List<RequestLine>> EachAsync(IEnumerable<int> integrations, Func<int, string> path) =>
        EachAsync(integrations.Select(id => (id, path(id))));

    private async Task<List<RequestLine>> EachAsync(IEnumerable<(int Id, string Path)> reads)
    {
        var requests = new List<RequestLine>();
        foreach (var (id, path) in reads)
            requests.Add(new(path, await tokens.OfAsync(set.CallerOf(id))));
        return requests;
    }
}
