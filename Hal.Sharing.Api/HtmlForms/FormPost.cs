using Hal.Sharing.Api.Pages;
using Microsoft.AspNetCore.Antiforgery;

namespace Hal.Sharing.Api.HtmlForms;

/// <summary>What the forms of pages have in common: a token that only a page of ours can know, and an answer that leads elsewhere.</summary>
public static class FormPost
{
    public const string TokenField = "form_token";

    /// <summary>The hidden field of a form, made for whom the request speaks for; sets the cookie that goes with it.</summary>
    public static Html Field(HttpContext http)
    {
        // The framework sets no-store, as the page does anyway, and warns where it finds something else.
        http.Response.Headers.Remove("Cache-Control");
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return Html.Of($"<input type=\"hidden\" name=\"{TokenField}\" value=\"{tokens.RequestToken}\">");
    }

    /// <summary>The form that <see cref="FormBodyAttribute"/> has read; null when it was not made by us for this person.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http) =>
        await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http) ? http.Request.Form : null;

    /// <summary>303: the browser gets another page, and sends the form again neither by going back nor by loading anew.</summary>
    public static IActionResult SeeOther(HttpContext http, string address)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = address;
        return new StatusCodeResult(StatusCodes.Status303SeeOther);
    }
}
