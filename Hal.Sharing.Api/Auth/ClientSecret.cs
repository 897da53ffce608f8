using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Api.Auth;

/// <summary>A secret of 256 random bits: nothing that could be guessed, so that a fast hash keeps it as well as a slow one.</summary>
public static class ClientSecret
{
    private const int Bytes = 32;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored of it.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
