using Hal.Sharing.Bench.DataSets;
using Hal.Sharing.Bench.Twins;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The scripts that pgbench runs, from the statements of the server and the floor.</summary>
internal static class PgbenchScripts
{
    public static string ShareList(DataSet set) => $"""
        {Reader(set)}
        {ServerStatements.Text("ShareQueries.ListSql")}
        """;

    public static string ObviousShareList(DataSet set) => $"""
        {Reader(set)}
        {TwinStatements.ShareList.Replace("@caller", ":caller").Replace("@name", ":integration")};
        """;

    // Each level differs from the one before, so that each transaction writes.
    public static string PutShare(DataSet set) => $"""
        \set integration random({set.Shared.First()}, {set.Shared.Last()})
        \set caller 1 + (:integration * 13) % {set.Teams}
        \set level random(1, 1000000)
        begin;
        {ServerStatements.Text("ShareCommands.LockSql", Principal)}
        {ServerStatements.Text("ShareCommands.UpsertSql", Principal, ("level", ":level"), ("before", "1"))}
        commit;
        """;

    public static string Transfer(DataSet set) => $"""
        \set integration random({set.Transferred.First()}, {set.Transferred.Last()})
        \set caller {DataSet.Transferrer}
        \set owner random({DataSet.NewOwner}, {set.Teams})
        begin;
        {ServerStatements.Text("OwnershipCommands.LockSql", Owner)}
        {ServerStatements.Text("OwnershipCommands.TransferSql", Owner, ("before", $"'user:{DataSet.NewOwner}'::text"))}
        commit;
        """;

    private static readonly (string, string) Principal = ("principal", $"'{DataSet.Recipient}'");
    private static readonly (string, string) Owner = ("owner", "('user:' || :owner)");

    private static string Reader(DataSet set)
    {
        var warm = set.Warm.Take(2).ToList();
        return $"""
            \set integration 1 + {warm[1] - warm[0]} * random(0, {set.Warm.Count() - 1})
            \set caller 1 + (:integration * 13) % {set.Teams}
            """;
    }
}
