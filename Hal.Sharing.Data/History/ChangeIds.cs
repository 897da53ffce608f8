namespace Hal.Sharing.Data.History;

/// <summary>Turns numbers of changes, and positions in their order, into opaque IDs and back, with the key that the database has.</summary>
public sealed class ChangeIds(Database database)
{
    private const string KeySql = "select k.key from change_key k";

    private ChangeCipher? _cipher;

    /// <summary>Returns the cipher. It is read once: the key of a database never changes.</summary>
    public async Task<ChangeCipher> GetAsync(CancellationToken cancellationToken) =>
        _cipher ??= new(await database.ReadAsync(
            (connection, cancel) => connection.QuerySingleAsync<byte[]>(new CommandDefinition(KeySql, cancellationToken: cancel)),
            cancellationToken));
}
