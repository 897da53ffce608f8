namespace Hal.Sharing.Data.Freshness;

/// <summary>The principals that a document shows, and the directory version for which it shows them as they are.</summary>
/// <remarks>Of each, only a hash: if two are equal, a document counts as stale that is not.</remarks>
public sealed class ShownPrincipals(IEnumerable<string> principalIds, DirectoryVersion version)
{
    private readonly int[] _hashes = [.. principalIds.Select(Hash).Distinct()];
    private long _number = version.Number;

    internal DirectoryVersion Version => new(version.Timeline, Volatile.Read(ref _number));

    internal bool Contains(int hash) => _hashes.AsSpan().Contains(hash);

    /// <summary>None of the principals changed up to this version. If two threads write, either version is valid.</summary>
    internal void RemainUntil(DirectoryVersion version) => Volatile.Write(ref _number, version.Number);

    internal static int Hash(string principalId) => string.GetHashCode(principalId, StringComparison.Ordinal);
}
