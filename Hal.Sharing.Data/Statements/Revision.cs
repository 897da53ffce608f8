using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Data.Statements;

/// <summary>
/// Identifies one state of one resource, so that a client can say which state it has read. No two states have the same revision, even if
/// the resource was deleted and created again between them. Opaque to clients.
/// </summary>
public static class Revision
{
    private const int DigestLength = 12;

    internal static string Of(long version, DateTime createdAt) => string.Create(
        CultureInfo.InvariantCulture, $"{version:x}-{(createdAt - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond:x}");

    /// <summary>Returns the revision of a state that is a version and a value without one.</summary>
    internal static string Of(long version, string state) => string.Create(CultureInfo.InvariantCulture, $"{version:x}-{Of(state)}");

    /// <summary>Returns the version in a revision of a version and a value; null if the revision is of another kind.</summary>
    internal static string? VersionOf(string revision) =>
        revision.Split('-') is [var version, { Length: DigestLength }] ? version : null;

    /// <summary>Returns the version of <see cref="Of(long, string)"/> alone.</summary>
    internal static string VersionOf(long version) => version.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Returns the revision of a state that is a single value.</summary>
    internal static string Of(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..DigestLength];
}
