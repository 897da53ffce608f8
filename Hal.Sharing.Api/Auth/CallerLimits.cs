using Hal.Sharing.Api.Problems;
using Hal.Sharing.Data.Access;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Refuses what a token is too narrow for (RFC 6750, section 3.1) before anything of the request is looked at. It only ever takes
/// away: what remains is decided by the user's own rights.
/// </summary>
public sealed class CallerLimits : IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (CallerIdentity.CallerOf(http.User) is { } caller)
            context.Result = Judge(caller, http.Request.Method, http.GetEndpoint()) ?? context.Result;
    }

    private static ProblemResult? Judge(Caller caller, string method, Endpoint? endpoint)
    {
        if (caller.TeamId is { } team && endpoint?.Metadata.GetMetadata<OpenToTeamsAttribute>() is null)
        {
            return ProblemResult.Forbidden(
                $"The token lets the team '{team}' read the profile, the teams and the own integrations of '{caller.UserId}', and change those integrations where its scope says so; nothing else. " +
                $"The user manages his authorizations himself, in the browser.");
        }
        return CookieRules.IsSafe(method)
            ? caller.MayRead ? null : TooNarrow(Scope.DataRead, method)
            : caller.MayWrite ? null : TooNarrow(Scope.DataWrite, method);
    }

    private static ProblemResult TooNarrow(string scope, string method) =>
        ProblemResult.InsufficientScope(scope, $"{method} needs the scope {scope}, which this token does not have; get one that has it.");
}
