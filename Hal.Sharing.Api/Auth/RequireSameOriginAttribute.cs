using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>Refuses a request that another site's page may have made, whether it carries a token or is about to get one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequireSameOriginAttribute : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var options = context.HttpContext.RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value;
        if (!CookieRules.IsOurs(context.HttpContext.Request, options))
            context.Result = new ProblemResult(ProblemType.CookieRefused, "This must be sent by a page of this server, and the browser does not say that it was.");
    }
}
