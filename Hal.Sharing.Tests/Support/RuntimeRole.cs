using System.Text.RegularExpressions;
using Dapper;
using Hal.Sharing.Tests.Architecture;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>A role that owns nothing, with exactly the permissions that docs/operations.md gives to the server's role.</summary>
public sealed class RuntimeRole : IAsyncDisposable
{
    private const string Documented = "sharing_server";
    private readonly string _owner;

    private RuntimeRole(string owner, string name) => (_owner, Name) = (owner, name);

    public string Name { get; }

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_owner) { Username = Name, Password = "secret" }.ConnectionString;

    /// <summary>Creates the role in a migrated database.</summary>
    public static async Task<RuntimeRole> CreateAsync(string ownerConnectionString)
    {
        var role = new RuntimeRole(ownerConnectionString, $"role_{Guid.NewGuid():N}");
        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"));
        var sql = Regex.Match(document, "```sql\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        if (!sql.Contains(Documented, StringComparison.Ordinal))
            throw new InvalidOperationException("docs/operations.md does not say what the server's role may do.");
        await role.ExecuteAsync(
            sql.Replace(Documented, role.Name, StringComparison.Ordinal).Replace("'…'", "'secret'", StringComparison.Ordinal));
        return role;
    }

    /// <summary>Runs SQL as the owner.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{_owner};Pooling=false");
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"drop owned by {Name}; drop role {Name}");
}
