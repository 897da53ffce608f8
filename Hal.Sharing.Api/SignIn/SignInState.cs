using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Api.SignIn;

/// <summary>What this browser remembers, out of everybody's sight, between being sent to the provider and coming back.</summary>
/// <param name="State">Names the attempt: who comes back without it did not leave from this browser (RFC 6749, section 10.12).</param>
/// <param name="Nonce">Ties the identity token to the attempt.</param>
/// <param name="Verifier">Proves to the provider that the code comes from who asked for it (RFC 7636).</param>
/// <param name="ReturnTo">A path of this origin.</param>
public sealed record SignInState(string State, string Nonce, string Verifier, string ReturnTo, DateTimeOffset Expires)
{
    public static SignInState Create(string returnTo, DateTimeOffset expires) => new(Secret(), Secret(), Secret(), returnTo, expires);

    /// <summary>The verifier's S256 (RFC 7636, section 4.2).</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
