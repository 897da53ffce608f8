using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>Refuses a request that another site's page may have made, whether or not it has a token already.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequireSameOriginAttribute : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var options = context.HttpContext.RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value;
        if (!CookieRules.IsOurs(context.HttpContext.Request, options))
        {
            context.Result = new ProblemResult(
                ProblemType.CookieRefused, "This request must come from a page of this server, and the browser must state that it does.");
        }
    }
}
