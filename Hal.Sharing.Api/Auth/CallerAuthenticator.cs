namespace Hal.Sharing.Api.Auth;

/// <summary>Decides whether a request has a caller, and who it is: a user by his tokens, or an OAuth client by its secret, never both.</summary>
public sealed class CallerAuthenticator(TokenAuthenticator tokens, ClientAuthenticator clients)
{
    /// <summary>Either is null; both are for a request without any token.</summary>
    public async Task<(Caller? Caller, ProblemResult? Fault)> AdmitAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (carriers, unreadable) = TokenSources.Read(request.Headers);
        return carriers switch
        {
            null => (null, unreadable),
            { Basic: { } credentials } => await ByBasicAsync(request, credentials, carriers.Tokens.Count > 0, cancellationToken),
            { Tokens.Count: 0 } => (null, null),
            _ => await tokens.AdmitAsync(carriers, cancellationToken),
        };
    }

    private async Task<(Caller?, ProblemResult?)> ByBasicAsync(
        HttpRequest request, string credentials, bool hasTokens, CancellationToken cancellationToken)
    {
        if (!AllowClientCredentialsAttribute.IsOn(request.HttpContext.GetEndpoint()))
            return (null, ProblemResult.InvalidToken("unsupported scheme", "This needs a token: send 'Authorization: Bearer <token>'. With id and secret, OAuth clients manage users and get delegated tokens only."));
        return hasTokens
            ? (null, ProblemResult.InvalidClient("The request carries Basic credentials and a token: send one of the two."))
            : await clients.AdmitAsync(credentials, request.HttpContext.Connection.RemoteIpAddress, cancellationToken);
    }
}
