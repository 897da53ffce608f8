using Hal.Sharing.Api.Limits;

namespace Hal.Sharing.Api.Auth;

/// <summary>Decides whether a request has a caller, and which: a user by tokens, or an OAuth client by its secret, never both.</summary>
public sealed class CallerAuthenticator(TokenAuthenticator tokens, ClientAuthenticator clients, FailureRate failures)
{
    /// <summary>Returns the caller or the problem; neither for a request without credentials.</summary>
    public async ValueTask<(Caller? Caller, ProblemResult? Fault)> AuthenticateAsync(
        HttpRequest request, CancellationToken cancellationToken)
    {
        var (caller, fault) = await ReadAsync(request, cancellationToken);
        return fault?.Status == StatusCodes.Status401Unauthorized
            ? (null, failures.Count(request.HttpContext.Connection.RemoteIpAddress) ?? fault)
            : (caller, fault);
    }

    private async ValueTask<(Caller? Caller, ProblemResult? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (sources, unreadable) = TokenSources.Read(request.Headers);
        return sources switch
        {
            null => (null, unreadable),
            { Basic: { } credentials } => await ByBasicAsync(request, credentials, sources.Tokens.Count > 0, cancellationToken),
            { Tokens.Count: 0 } => (null, null),
            _ => await tokens.AuthenticateAsync(sources, cancellationToken),
        };
    }

    private async Task<(Caller?, ProblemResult?)> ByBasicAsync(
        HttpRequest request, string credentials, bool hasTokens, CancellationToken cancellationToken)
    {
        if (!AllowClientCredentialsAttribute.IsOn(request.HttpContext.GetEndpoint()))
        {
            return (null, ProblemResult.InvalidToken(
                "unsupported scheme",
                "This requires a token: send 'Authorization: Bearer <token>'. " +
                "With ID and secret, OAuth clients can only manage users and get delegated tokens."));
        }
        return hasTokens
            ? (null, ProblemResult.InvalidClient("The request has Basic credentials and a token: send one of the two."))
            : await clients.AuthenticateAsync(credentials, request.HttpContext.Connection.RemoteIpAddress, cancellationToken);
    }
}
