using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The cases that compare the server with the floor and the twins.</summary>
internal sealed class ReadCases(Session session, BenchOptions options)
{
    private IReadOnlyList<int> AllConnections => options.IsQuick ? [16] : [1, 16, 64];

    public async IAsyncEnumerable<BenchCase> AllAsync()
    {
        var work = session.Workloads;
        var shares = await work.SharesAsync();
        yield return new(CaseKeys.List, "Share list, unchanged since it was last read", AllConnections,
            [.. session.WithShareList.Select(program => session.Lane(program, shares))]);
        yield return await ColdListAsync();
        yield return new(CaseKeys.NotModified, "Share list, 304 for a current copy", [16],
        [
            session.Lane(session.Server, shares, "server, 200"),
            .. session.WithShareList.Where(program => !options.IsQuick || program == session.Server)
                .Select(program => session.Lane(program, shares, $"{program.Name}, 304", holdsTags: true)),
        ]);
        yield return Pair(CaseKeys.Share, "One share", await work.ShareAsync(), AllConnections);
        yield return Pair(CaseKeys.Owner, "Owner", await work.OwnersAsync(), AllConnections);
        yield return Pair(CaseKeys.Integration, "Integration", await work.IntegrationsAsync(), AllConnections);
        if (options.IsQuick)
            yield break;
        yield return new(CaseKeys.ListSql, "Statements of the share list, with pgbench", [16],
        [
            session.Pgbench(() => PgbenchScripts.ObviousShareList(session.Set), "the floor's"),
            session.Pgbench(() => PgbenchScripts.ShareList(session.Set), "the server's"),
        ]);
        yield return Pair(CaseKeys.EntryPoint, "Entry point", await work.ByCallersAsync("/api"), AllConnections);
        yield return Pair(CaseKeys.Teams, "GET /api/v1/teams/", await work.ByCallersAsync("/api/v1/teams/"), AllConnections);
        yield return Pair(CaseKeys.Integrations, "Integrations of an ordinary user",
            await work.ByCallersAsync("/api/integrations"), AllConnections);
        yield return Pair(CaseKeys.ManyIntegrations, "Integrations of a member of 200 teams",
            await work.ByJoinerAsync("/api/integrations"), [1, 16]);
    }

    private async Task<BenchCase> ColdListAsync()
    {
        var shares = await session.Workloads.ColdSharesAsync();
        var programs = options.IsQuick ? [session.Floor, session.Server] : session.WithShareList;
        return new(CaseKeys.ColdList, "Share list, never read before", [16],
            [.. programs.Select(program => session.Lane(program, shares))]);
    }

    private BenchCase Pair(string key, string title, List<RequestLine> requests, IReadOnlyList<int> connections) =>
        new(key, title, connections, [session.Lane(session.Floor, requests), session.Lane(session.Server, requests)]);
}
