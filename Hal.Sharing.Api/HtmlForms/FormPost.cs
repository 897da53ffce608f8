using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Antiforgery;

namespace Hal.Sharing.Api.HtmlForms;

/// <summary>Protects the forms of pages against cross-site requests, and redirects after they are sent.</summary>
public static class FormPost
{
    public const string TokenField = "form_token";

    /// <summary>Returns the hidden field with the anti-forgery token for the user of this request, and sets its cookie.</summary>
    public static Html Field(HttpContext http)
    {
        // The framework sets no-store, as the page does, and logs a warning if there is another value.
        http.Response.Headers.Remove("Cache-Control");
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return Html.Of($"<input type=\"hidden\" name=\"{TokenField}\" value=\"{tokens.RequestToken}\">");
    }

    /// <summary>Returns the form that <see cref="FormBodyAttribute"/> read; null if this server did not create it for this user.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http) =>
        await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http) ? http.Request.Form : null;

    /// <summary>Returns 303, so that neither going back nor reloading sends the form again.</summary>
    public static IActionResult SeeOther(HttpContext http, string address)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = address;
        return new StatusCodeResult(StatusCodes.Status303SeeOther);
    }
}
