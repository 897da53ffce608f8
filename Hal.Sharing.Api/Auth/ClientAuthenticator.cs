using System.Net;
using System.Security.Cryptography;
using Hal.Sharing.Data.Clients;

namespace Hal.Sharing.Api.Auth;

/// <summary>Authenticates an OAuth client by its ID and secret (RFC 6749, section 2.3.1), and slows down guessing.</summary>
public sealed class ClientAuthenticator(ClientSecretQueries secrets, SecretFailures failures, TimeProvider clock)
{
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>
    /// Returns the caller or the problem. The right secret always passes, even after wrong secrets from the same address.
    /// </summary>
    public async Task<(Caller? Caller, ProblemResult? Fault)> AuthenticateAsync(
        string text, IPAddress? address, CancellationToken cancellationToken)
    {
        if (!BasicCredentials.TryParse(text, out var credentials))
            return (null, ProblemResult.InvalidClient("The value after 'Basic' must be the base64 of '<client ID>:<secret>' in UTF-8."));
        if (await IsRightAsync(credentials, cancellationToken))
            return (new Caller(credentials.ClientId) { IsClient = true }, null);
        return (null, failures.Count(credentials.ClientId, address) is { } wait
            ? ProblemResult.TooManyRequests(
                wait, "Too many wrong secrets for this client came from your address; wait as long as Retry-After says.")
                with { Reason = "wrong-secrets" }
            : ProblemResult.InvalidClient(
                "There is no OAuth client with this ID and secret; send the current secret, or ask a superuser to rotate it."));
    }

    /// <summary>Does the same work for every ID, known or not.</summary>
    private async Task<bool> IsRightAsync(BasicCredentials credentials, CancellationToken cancellationToken)
    {
        var stored = await secrets.FindAsync(credentials.ClientId, cancellationToken);
        var sent = ClientSecret.Hash(credentials.Secret);
        var isPresent = CryptographicOperations.FixedTimeEquals(sent, stored?.SecretHash ?? NoHash);
        var isFormer = CryptographicOperations.FixedTimeEquals(sent, stored?.FormerHash ?? NoHash);
        return isPresent || (isFormer && stored?.FormerUntil > clock.GetUtcNow().UtcDateTime);
    }
}
