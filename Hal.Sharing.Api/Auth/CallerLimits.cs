using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Refuses what the token itself does not allow, by its scope (RFC 6750, section 3.1), its team or the cookie that it came in, before
/// anything else of the request is read. It never grants anything: the user's own permissions decide the rest.
/// </summary>
public sealed class CallerLimits(IOptions<AuthOptions> options) : IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (CallerIdentity.CallerOf(http.User) is { } caller)
            context.Result = CookieRules.Judge(http.Request, options.Value) ?? Judge(caller, http.Request.Method, http.GetEndpoint()) ?? context.Result;
    }

    private static ProblemResult? Judge(Caller caller, string method, Endpoint? endpoint)
    {
        if (caller.TeamId is { } team && endpoint?.Metadata.GetMetadata<AllowTeamTokensAttribute>() is null)
        {
            return ProblemResult.Forbidden(
                $"The token lets the team '{team}' read the profile, the teams and the own integrations of '{caller.Id}', and change those integrations where its scope says so; nothing else. " +
                $"The user manages his authorizations himself, in the browser.");
        }
        return CookieRules.IsSafe(method)
            ? caller.MayRead ? null : TooNarrow(Scope.DataRead, method)
            : caller.MayWrite ? null : TooNarrow(Scope.DataWrite, method);
    }

    private static ProblemResult TooNarrow(string scope, string method) =>
        ProblemResult.InsufficientScope(scope, $"{method} needs the scope {scope}, which this token does not have; get one that has it.");
}
