namespace Hal.Sharing.Data.Freshness;

/// <summary>
/// Decides whether a stored document still shows the principals as they are. A rename anywhere moves the one version of the directory,
/// which every check returns; the changes behind it are read once, by the first request that needs them, and compared here.
/// </summary>
public sealed class DirectoryChanges(Database database) : IDisposable
{
    // Versions are committed in their order (functions/directory.sql): a reader that sees one also sees those before it.
    private const string ChangesSql = """
        select database_timeline() as timeline, h.version, h.principal_id
        from (values (1)) as one left join directory_changes h on h.version > @known
        order by h.version
        """;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile KnownChanges _known = KnownChanges.None;

    /// <summary>Returns whether none of the principals changed up to the version that a check has returned.</summary>
    public async ValueTask<bool> AreCurrentAsync(ShownPrincipals shown, DirectoryVersion version, CancellationToken cancellationToken)
    {
        var from = shown.Version;
        if (from.Timeline != version.Timeline)
            return false;
        // A document can be newer than the check, if another request has read it since.
        if (from.Number >= version.Number)
            return true;
        var known = _known;
        if (!known.Reaches(version))
            known = await ReadAsync(version, cancellationToken);
        if (!known.Reaches(version) || known.CanContain(shown, from))
            return false;
        shown.RemainUntil(known.Until);
        return true;
    }

    public void Dispose() => _reading.Dispose();

    private async Task<KnownChanges> ReadAsync(DirectoryVersion version, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (!_known.Reaches(version))
            {
                var known = _known.Until.Timeline == version.Timeline ? _known : KnownChanges.None;
                var rows = await database.ReadAsync(
                    (connection, cancel) => connection.QueryAsync<ChangeRow>(
                        new CommandDefinition(ChangesSql, new { known = known.Until.Number }, cancellationToken: cancel)),
                    cancellationToken);
                _known = known.With(rows.AsList());
            }
            return _known;
        }
        finally
        {
            _reading.Release();
        }
    }
}
