using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Problems;

/// <summary>Explains a status that routing, authentication or Kestrel set without a body.</summary>
internal static class StatusCodeProblems
{
    private static readonly Regex ErrorDescription = new("error_description=\"([^\"]*)\"");

    public static ProblemResult Explain(HttpContext http, int status)
    {
        var challenge = http.Response.Headers.WWWAuthenticate.ToString();
        return status switch
        {
            StatusCodes.Status401Unauthorized when challenge.Contains("invalid_token", StringComparison.Ordinal) =>
                new(ProblemType.InvalidToken, $"The token is not valid{Description(challenge)}; get a new one."),
            StatusCodes.Status401Unauthorized =>
                new(ProblemType.Unauthorized, "The request has no token; send 'Authorization: Bearer …'."),
            StatusCodes.Status403Forbidden when challenge.Contains("insufficient_scope", StringComparison.Ordinal) =>
                new(
                    ProblemType.InsufficientScope,
                    "The token's scope does not cover this request; get a token with the scope that WWW-Authenticate names."),
            StatusCodes.Status403Forbidden =>
                new(ProblemType.Forbidden, "You lack the permission for this request; ask a superuser."),
            StatusCodes.Status404NotFound =>
                new(ProblemType.NotFound, $"This address has no resource; start at {http.Request.PathBase}/api and follow the links."),
            StatusCodes.Status405MethodNotAllowed => new(
                ProblemType.MethodNotAllowed, $"{http.Request.Method} is not supported here; use {Allowed(http.Response)}.{Empty(http)}"),
            _ => Generic(http, status),
        };
    }

    private static ProblemResult Generic(HttpContext http, int status)
    {
        var type = ProblemType.ForStatus(status);
        return new ProblemResult(type, $"The server refused the request with status {status}; see {http.Request.PathBase}{type.Path}.")
        {
            Status = status,
        };
    }

    private static string Allowed(HttpResponse response) =>
        response.Headers.Allow.ToString() is { Length: > 0 } methods ? methods : "another method";

    private static string Empty(HttpContext http) => EmptySegment.NameOf(http) is { } name
        ? $" {http.Request.Method} requires {name} at the end of the address, where it is empty."
        : "";

    private static string Description(string challenge) =>
        ErrorDescription.Match(challenge) is { Success: true } match ? $": {match.Groups[1].Value}" : "";
}
