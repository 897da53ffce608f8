namespace Hal.Sharing.Data.Clients;

/// <summary>Brings what an OAuth client's secret is compared with, whoever asks: signing in comes before there is a caller.</summary>
public sealed class ClientSecretQueries(Database database)
{
    private const string FindSql = "select secret_hash, former_hash, former_until from clients where id = @clientId";

    /// <summary>Null when there is no such client.</summary>
    public Task<StoredSecret?> FindAsync(string clientId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (connection, cancel) => connection.QuerySingleOrDefaultAsync<StoredSecret>(
                new CommandDefinition(FindSql, new { clientId }, cancellationToken: cancel)),
            cancellationToken);
}

/// <summary>The hashes of a client's secrets.</summary>
/// <param name="FormerHash">Of the secret before the last rotation, good until <paramref name="FormerUntil"/>; null when there was none.</param>
public sealed record StoredSecret(byte[] SecretHash, byte[]? FormerHash, DateTime? FormerUntil);
