using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.SignIn;

/// <summary>The parameters that the browser brings back from the provider (RFC 6749, section 4.1.2; RFC 9207).</summary>
public static class CallbackParameters
{
    /// <summary>
    /// Returns why the code must not be redeemed, or null if nothing is wrong. A repeated <c>iss</c>, <c>error</c> or <c>code</c> counts
    /// as absent.
    /// </summary>
    public static ProblemResult? Fault(IQueryCollection query, OpenIdConnectConfiguration metadata)
    {
        // A provider that always sends its issuer does not omit it: the response then comes from elsewhere (RFC 9207, section 2.4).
        if (Single(query, "iss") is { } issuer ? issuer != metadata.Issuer : metadata.AuthorizationResponseIssParameterSupported)
            return SignInProblems.Refused("The response comes from another provider than the configured one (iss).");
        return Single(query, "error") switch
        {
            "access_denied" => SignInProblems.Declined,
            { } error => SignInProblems.Refused($"The provider reports: {Truncate.Text(error)}."),
            null => Single(query, "code") is null ? SignInProblems.Refused("The provider's response has no code.") : null,
        };
    }

    private static string? Single(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } value] ? value : null;
}
