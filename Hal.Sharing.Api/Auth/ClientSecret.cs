using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Api.Auth;

/// <summary>Creates secrets of 256 random bits. They cannot be guessed, so a fast hash protects them as well as a slow one.</summary>
public static class ClientSecret
{
    private const int Bytes = 32;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Returns the stored form.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
