namespace Hal.Sharing.Data.Freshness;

/// <summary>
/// Decides whether a stored document still shows the principals as they are. A rename anywhere moves the one version of the directory,
/// which every check returns; the changes behind it are read once, by the first request that needs them, and compared here.
/// </summary>
public sealed class DirectoryChanges(Database database, TimeProvider clock)
{
    // Versions are committed in their order (functions/directory.sql): a reader that sees one also sees those before it.
    private const string ChangesSql = $"""
        select {DirectoryVersion.TimelineColumn}, h.version, h.principal_id
        from (values (1)) as one left join directory_changes h on h.version > @known
        order by h.version
        """;

    private readonly Lock _reading = new();
    private volatile KnownChanges _known = KnownChanges.None;
    private Task<KnownChanges>? _read;

    /// <summary>Returns whether none of the principals changed up to the version that a check has returned.</summary>
    /// <param name="shown">The principals, as a document shows them.</param>
    /// <param name="version">The version.</param>
    /// <param name="limit">What remains of the time of the request.</param>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    /// <exception cref="DatabaseUnavailableException">The changes could not be read in this time.</exception>
    public async ValueTask<bool> AreCurrentAsync(
        ShownPrincipals shown, DirectoryVersion version, TimeSpan limit, CancellationToken cancellationToken)
    {
        var from = shown.Version;
        if (from.Timeline != version.Timeline)
            return false;
        // A document can be newer than the check, if another request has read it since.
        if (from.Number >= version.Number)
            return true;
        var known = _known;
        if (!known.Reaches(version))
            known = await ReadAsync(version, limit, cancellationToken);
        if (!known.Reaches(version) || known.CanContain(shown, from))
            return false;
        shown.RemainUntil(known.Until);
        return true;
    }

    private async Task<KnownChanges> ReadAsync(DirectoryVersion version, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            // A read that another request has begun can be older than this version; the next one is not.
            var known = await Join(version).WaitAsync(limit, clock, cancellationToken);
            return known.Reaches(version) ? known : await Join(version).WaitAsync(limit, clock, cancellationToken);
        }
        catch (TimeoutException failure)
        {
            throw RetryTable.Final(FailureKind.TooSlow, failure)!;
        }
    }

    /// <summary>Returns the read that is in progress, or a new one: all requests wait for the same, and for its failure.</summary>
    private Task<KnownChanges> Join(DirectoryVersion version)
    {
        lock (_reading)
            return _read is { IsCompleted: false } read ? read : _read = ReadOnceAsync(version);
    }

    private async Task<KnownChanges> ReadOnceAsync(DirectoryVersion version)
    {
        var known = _known;
        if (known.Reaches(version))
            return known;
        if (known.Until.Timeline != version.Timeline)
            known = KnownChanges.None;
        var rows = await database.ReadAsync(
            (connection, cancel) => connection.QueryAsync<ChangeRow>(
                new CommandDefinition(ChangesSql, new { known = known.Until.Number }, cancellationToken: cancel)),
            CancellationToken.None);
        return _known = known.With(rows.AsList());
    }
}
