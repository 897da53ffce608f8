using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hal.Sharing.Tests.Support;

/// <summary>
/// The server with the demo data, one user for each kind of access to an integration, and as many integrations as a test needs, each
/// with the same access.
/// </summary>
public sealed class SharingFixture : IAsyncLifetime
{
    /// <summary>The time of everything that exists from the start.</summary>
    public static readonly DateTime Past = new(2026, 1, 15, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>The default shares of <see cref="AddIntegrationAsync"/>.</summary>
    public static readonly IReadOnlyList<(string PrincipalId, int Level)> Shares =
    [
        ("team:readers", 3), ("user:level1", 1), ("user:level2", 2), ("user:level3", 3), ("user:level7", 7),
        ("user:someone", 1), ("user:someone3", 3),
    ];

    private readonly SharingServer _server = new();
    private NpgsqlDataSource? _source;

    public string ConnectionString => _server.ConnectionString;

    public HttpClient Anonymous() => _server.CreateClient();

    /// <summary>Returns a client of another server on the same database with other settings.</summary>
    public HttpClient Anonymous(params (string Key, string Value)[] settings) => _server.CreateClient(settings);

    /// <summary>Returns a client of another server on the same database with other registrations, such as the clock.</summary>
    public HttpClient Anonymous(Action<IServiceCollection> services, params (string Key, string Value)[] settings) =>
        _server.CreateClient(services, settings);

    /// <summary>Returns a client with the token of a user.</summary>
    public HttpClient As(string userId) => _server.As(userId);

    /// <summary>Adds an integration with the slug <c>{id}-slug</c> and the given shares, or <see cref="Shares"/>.</summary>
    public async Task AddIntegrationAsync(string id, string ownerId, IReadOnlyList<(string PrincipalId, int Level)>? shares = null)
    {
        shares ??= Shares;
        await ExecuteAsync("""
            insert into integration_names (name, integration_id) values (@id, @id), (@id || '-slug', @id);
            insert into integrations (id, slug, name, type, owner_id, created_at, updated_at)
            values (@id, @id || '-slug', initcap(@id), 'probe', @ownerId, @Past, @Past);
            insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
            select @id, principal_id, level, 'admin', @Past, @Past from unnest(@principals, @levels) as s (principal_id, level);
            """, new
        {
            id,
            ownerId,
            Past,
            principals = shares.Select(share => share.PrincipalId).ToArray(),
            levels = shares.Select(share => share.Level).ToArray(),
        });
    }

    /// <summary>Adds users without access to anything.</summary>
    public Task AddUsersAsync(params string[] ids) => ExecuteAsync("""
        insert into account_ids (id, kind) select id, 'user' from unnest(@ids) as id;
        insert into principals (id, kind, name) select 'user:' || id, 'user', id from unnest(@ids) as id;
        insert into users (id, created_at, updated_at) select id, @Past, @Past from unnest(@ids) as id;
        """, new { ids, Past });

    /// <summary>Opens a connection that the server does not use.</summary>
    public ValueTask<NpgsqlConnection> ConnectAsync() => _source!.OpenConnectionAsync();

    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await ConnectAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await ConnectAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task<T> ScalarAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await ConnectAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _source = NpgsqlDataSource.Create(_server.ConnectionString);
        await ExecuteAsync(TestUsers.InsertSql, new { users = TestUsers.Users.ToArray(), at = Past });
    }

    public async Task DisposeAsync()
    {
        await _source!.DisposeAsync();
        await _server.DisposeAsync();
    }
}
