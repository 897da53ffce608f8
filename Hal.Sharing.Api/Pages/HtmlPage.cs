using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Hal.Sharing.Api.Pages;

/// <summary>An HTML page without script and without a style of its own.</summary>
/// <param name="title">The title and heading, as plain text.</param>
/// <param name="main">The content after the heading.</param>
public sealed class HtmlPage(string title, Html main) : IStatusCodeActionResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    int? IStatusCodeActionResult.StatusCode => Status;

    public PagePolicy Policy { get; init; } = PagePolicy.Personal;

    /// <summary>Creates a page that is the same for all readers, from HTML that the caller of this method has encoded.</summary>
    public static HtmlPage Documentation(string title, string main) => new(title, new Html(main)) { Policy = PagePolicy.Documentation };

    public Task ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext);

    /// <summary>Writes the page outside of an action; the response must not have started.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        var html = Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <link rel="stylesheet" href="{http.Request.PathBase.ToUriComponent()}/pages.css">
            </head>
            <body>
            <main>
            <h1>{title}</h1>
            {main}
            </main>
            </body>
            </html>

            """);
        var bytes = Encoding.UTF8.GetBytes(html.Text);

        var response = http.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        Policy.Apply(response.Headers);
        if (Policy.IsPublic && Status == StatusCodes.Status200OK)
        {
            var tag = EntityTag.OfPublic(response.ContentType, SHA256.HashData(bytes));
            response.Headers.ETag = tag;
            if (EntityTag.IsHeld(http.Request, tag))
            {
                (response.StatusCode, response.ContentType, response.ContentLength) = (StatusCodes.Status304NotModified, null, null);
                return;
            }
        }
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }
}
