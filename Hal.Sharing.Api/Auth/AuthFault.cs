namespace Hal.Sharing.Api.Auth;

/// <summary>Why nobody is let in: what the problem document says, and what <c>WWW-Authenticate</c> says (RFC 6750, section 3).</summary>
/// <param name="Detail">For people: what was wrong and what to do instead. Never anything of a key.</param>
/// <param name="Description">The challenge's <c>error_description</c>: short, printable ASCII, nothing that the client sent.</param>
public sealed record AuthFault(int Status, string Detail, string? Description = null)
{
    /// <summary>No token at all: the challenge names the scheme and nothing else.</summary>
    public static AuthFault NoToken { get; } =
        new(StatusCodes.Status401Unauthorized, "This needs a token: send it as 'Authorization: Bearer <token>'.");

    public static AuthFault Expired { get; } = Invalid("expired", "The token has expired: get a new one.");

    public static AuthFault Invalid(string description, string detail) =>
        new(StatusCodes.Status401Unauthorized, detail, description);

    public static AuthFault Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);

    public static AuthFault Unavailable(string detail) => new(StatusCodes.Status503ServiceUnavailable, detail);

    /// <summary>The challenge; null where the answer is no 401.</summary>
    public string? Challenge => Status != StatusCodes.Status401Unauthorized ? null
        : Description is null ? "Bearer"
        : $"Bearer error=\"invalid_token\", error_description=\"{Description}\"";
}

/// <summary>Carries a fault from where the token was read to where the answer is written.</summary>
public sealed class AuthFaultException(AuthFault fault) : Exception(fault.Detail)
{
    public AuthFault Fault { get; } = fault;
}
