using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Hal.Sharing.Bench.Processes;

namespace Hal.Sharing.Bench.DataSets;

/// <summary>Makes data sets, and keeps them until the schema or the seed changes.</summary>
internal sealed class DataSetMaker(Cluster cluster, BenchFolders folders)
{
    public async Task<DataSet> MakeAsync(int power)
    {
        var database = $"bench_{power}_{await HashAsync()}";
        var set = new DataSet(power, database, cluster);
        var present = await QueryAsync("postgres", $"select datname from pg_database where datname ^@ 'bench_{power}_'");
        if (present.Contains(database))
            return set;
        foreach (var outdated in present)
            await QueryAsync("postgres", $"drop database {outdated}");

        Console.Error.Write($"Making the data set {set.Name} ...");
        var clock = Stopwatch.StartNew();
        // Under another name until it is complete.
        var draft = $"bench_{power}_draft";
        await QueryAsync("postgres", $"create database {draft}");
        await Shell.RunAsync("dotnet", [folders.ServerProgram, "migrate", "--environment", "Staging"],
            ("ConnectionStrings__Sharing", cluster.ConnectionString(draft)));
        await cluster.RunAsync("psql", ["-q", "-X", "-v", "ON_ERROR_STOP=1", "-v", $"integrations={set.Integrations}", "-d", draft,
            "-f", folders.Seed]);
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
        foreach (var file in Directory.EnumerateFiles(folders.Schema, "*.sql", SearchOption.AllDirectories).Order().Append(folders.Seed))
            hash.AppendData(Encoding.UTF8.GetBytes(await File.ReadAllTextAsync(file)));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
