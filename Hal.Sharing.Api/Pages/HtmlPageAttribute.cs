using Microsoft.AspNetCore.Diagnostics;

namespace Hal.Sharing.Api.Pages;

/// <summary>Marks what a person uses in his browser: problems are told as pages, and who is not signed in is led to where he can.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HtmlPageAttribute : Attribute
{
    /// <summary>Also when the request has failed, and the framework has put its endpoint aside.</summary>
    public static bool IsOn(HttpContext http) =>
        (http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint)?.Metadata.GetMetadata<HtmlPageAttribute>() is not null;
}
