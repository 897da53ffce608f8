using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.SignIn;

/// <summary>What somebody brings back from the provider (RFC 6749, section 4.1.2; RFC 9207).</summary>
public sealed record CallbackQuery(string? State, string? Code, string? Issuer, string? Error)
{
    /// <summary>A parameter that stands twice counts as absent: nobody can say which was meant.</summary>
    public static CallbackQuery Read(IQueryCollection query) =>
        new(Single(query, "state"), Single(query, "code"), Single(query, "iss"), Single(query, "error"));

    /// <summary>What speaks against redeeming the code; null when nothing does.</summary>
    public ProblemResult? Judge(OpenIdConnectConfiguration metadata)
    {
        // A provider that always says who it is does not fall silent: somebody else speaks then (RFC 9207, section 2.4).
        if (Issuer is null ? metadata.AuthorizationResponseIssParameterSupported : Issuer != metadata.Issuer)
            return Refused("The answer comes from another provider than the one that people sign in at here (iss).");
        if (Error == "access_denied")
            return Refused("The provider says that signing in was declined.") with { Status = StatusCodes.Status403Forbidden };
        if (Error is not null)
            return Refused($"The provider says: {Truncate.Text(Error)}.");
        return Code is null ? Refused("The provider's answer has no code.") : null;
    }

    public static ProblemResult Refused(string detail) => new(ProblemType.SignInRefused, $"{detail} Nobody was signed in.");

    private static string? Single(IQueryCollection query, string name) =>
        query[name] is [{ Length: > 0 } value] ? value : null;
}
