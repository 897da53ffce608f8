using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Refuses requests that the token does not permit by its scope (RFC 6750, section 3.1), its team or its cookie, before anything else of
/// the request is read. It grants nothing: the user's permissions decide the rest.
/// </summary>
public sealed class CallerLimits(IOptions<AuthOptions> options) : IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (CallerIdentity.CallerOf(http.User) is { } caller)
        {
            context.Result = CookieRules.Fault(http.Request, options.Value)
                ?? Fault(caller, http.Request.Method, http.GetEndpoint())
                ?? context.Result;
        }
    }

    private static ProblemResult? Fault(Caller caller, string method, Endpoint? endpoint)
    {
        if (caller.TeamId is { } team && endpoint?.Metadata.GetMetadata<AllowTeamTokensAttribute>() is null)
        {
            return ProblemResult.Forbidden(
                $"The token only lets the team '{team}' read the profile, the teams and the personally owned integrations of " +
                $"'{caller.Id}' and, if its scope permits it, change these integrations. " +
                "Users manage their authorizations in the browser.");
        }
        return CookieRules.IsSafe(method)
            ? caller.MayRead ? null : TooNarrow(Scope.DataRead, method)
            : caller.MayWrite ? null : TooNarrow(Scope.DataWrite, method);
    }

    private static ProblemResult TooNarrow(string scope, string method) =>
        ProblemResult.InsufficientScope(
            scope, $"{method} requires the scope {scope}, which this token does not have; get a token that has it.");
}
