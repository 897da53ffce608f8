using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>The demo data with three OAuth clients of fixed times, for tests that compare documents and pages.</summary>
public sealed class DirectoryServer : IAsyncLifetime
{
    private const string ClientsSql = """
        insert into account_ids (id, kind) select id, 'client' from unnest(array['calendar', 'partner-app', 'warehouse-sync']) as id;
        insert into clients (id, name, secret_hash, created_at, updated_at)
        select id, initcap(id), '\x00', '2026-01-15T09:00:00Z', '2026-01-15T09:00:00Z'
        from unnest(array['calendar', 'partner-app', 'warehouse-sync']) as id;
        update users set managed_by = 'partner-app' where id = 'outsider';
        """;

    private readonly SharingServer _server = new();

    public HttpClient As(string userId) => _server.As(userId);

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        await using var source = NpgsqlDataSource.Create(_server.ConnectionString);
        await using var command = source.CreateCommand(ClientsSql);
        await command.ExecuteNonQueryAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync();
}
