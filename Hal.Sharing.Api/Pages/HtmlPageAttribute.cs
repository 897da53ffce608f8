using Microsoft.AspNetCore.Diagnostics;

namespace Hal.Sharing.Api.Pages;

/// <summary>Marks HTML pages: their problems are pages too, and users who are not signed in are redirected to the sign-in.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HtmlPageAttribute : Attribute
{
    /// <summary>Whether the endpoint is marked, also after an exception, when the framework has cleared the endpoint.</summary>
    public static bool IsOn(HttpContext http) =>
        (http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint)
            ?.Metadata.GetMetadata<HtmlPageAttribute>() is not null;
}
