using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Hal.Sharing.Bench.Processes;

namespace Hal.Sharing.Bench.DataSets;

/// <summary>Makes data sets for a server, and keeps them until the schema or the seed changes.</summary>
/// <param name="prefix">Begins the names of its databases.</param>
internal sealed class DataSetMaker(Cluster cluster, ServerBuild server, string seed, string prefix = "bench")
{
    public async Task<DataSet> MakeAsync(int power)
    {
        var database = $"{prefix}_{power}_{await HashAsync()}";
        var set = new DataSet(power, database, cluster);
        var present = await QueryAsync("postgres", $"select datname from pg_database where datname ^@ '{prefix}_{power}_'");
        if (present.Contains(database))
            return set;
        foreach (var outdated in present)
            await QueryAsync("postgres", $"drop database {outdated}");

        Console.Error.Write($"Making the data set {set.Name} ...");
        var clock = Stopwatch.StartNew();
        // Under another name until it is complete.
        var draft = $"{prefix}_{power}_draft";
        await QueryAsync("postgres", $"create database {draft}");
        await Shell.RunAsync("dotnet", [server.Program, "migrate", "--environment", "Staging"],
            ("ConnectionStrings__Sharing", cluster.ConnectionString(draft)));
        await cluster.RunAsync("psql", ["-q", "-X", "-v", "ON_ERROR_STOP=1", "-v", $"integrations={set.Integrations}", "-d", draft,
            "-f", seed]);
        await QueryAsync("postgres", $"alter database {draft} rename to {database}");
        Console.Error.WriteLine($" {clock.Elapsed.TotalSeconds:0} s");
        return set;
    }

    private async Task<string[]> QueryAsync(string database, string sql) =>
        (await cluster.RunAsync("psql", ["-qAtX", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql]))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<string> HashAsync()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(server.Schema, "*.sql", SearchOption.AllDirectories).Order().Append(seed))
            hash.AppendData(Encoding.UTF8.GetBytes(await File.ReadAllTextAsync(file)));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
