using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Data.Statements;

/// <summary>
/// Names one state of one thing, so that a writer can say which state he has read. No two states of it have the same name, not even
/// when it was deleted and created anew between them. Opaque to whoever holds it.
/// </summary>
public static class Revision
{
    private const int DigestLength = 12;

    internal static string Of(long version, DateTime createdAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{version:x}-{(createdAt - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond:x}");

    /// <summary>For a state that is one value and nothing else.</summary>
    internal static string Of(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..DigestLength];
}
