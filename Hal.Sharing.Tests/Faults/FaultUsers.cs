using Dapper;
using Npgsql;

namespace Hal.Sharing.Tests.Faults;

/// <summary>The users of one check: a superuser who writes, and the users who own and receive.</summary>
public sealed class FaultUsers
{
    private const int Recipients = 5;

    private readonly string _run = $"fault-{Guid.NewGuid():N}";

    public string Writer => $"{_run}-writer";

    public string Owner => $"user:{Writer}";

    /// <summary>The prefix of the names of new integrations; no other check has it.</summary>
    public string Names => $"{_run} new ";

    public IReadOnlyList<string> Principals => [.. Enumerable.Range(1, Recipients).Select(number => $"user:{_run}-{number}")];

    public async Task InsertAsync(NpgsqlConnection connection) => await connection.ExecuteAsync("""
        insert into account_ids (id, kind) select id, 'user' from unnest(@ids) as id;
        insert into principals (id, kind, name) select 'user:' || id, 'user', id from unnest(@ids) as id;
        insert into users (id, is_superuser, created_at, updated_at) select id, id = @Writer, now(), now() from unnest(@ids) as id;
        """, new { ids = Principals.Select(principal => principal["user:".Length..]).Append(Writer).ToArray(), Writer });
}
