namespace Hal.Sharing.Data.Clients;

/// <summary>Reads the hashes of an OAuth client's secrets without a caller, because authentication comes first.</summary>
public sealed class ClientSecretQueries(Database database)
{
    private const string FindSql = "select secret_hash, former_hash, former_until from clients where id = @clientId";

    /// <summary>Returns null if there is no such client.</summary>
    public Task<StoredSecret?> FindAsync(string clientId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (connection, cancel) => connection.QuerySingleOrDefaultAsync<StoredSecret>(
                new CommandDefinition(FindSql, new { clientId }, cancellationToken: cancel)),
            cancellationToken);
}

/// <summary>The hashes of a client's secrets.</summary>
/// <param name="FormerHash">The secret before the last rotation, valid until <paramref name="FormerUntil"/>; null if there is none.</param>
public sealed record StoredSecret(byte[] SecretHash, byte[]? FormerHash, DateTime? FormerUntil);
