using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc;

namespace Hal.Sharing.Api.Pages;

/// <summary>A page of documentation for people: no script, no style of its own, nothing from elsewhere.</summary>
/// <param name="title">Plain text.</param>
/// <param name="main">HTML that follows the heading; whoever composes it encodes what is not its own.</param>
public sealed class HtmlPage(string title, string main) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var request = context.HttpContext.Request;
        var response = context.HttpContext.Response;
        var encodedTitle = HtmlEncoder.Default.Encode(title);
        var html = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{encodedTitle}</title>
            <link rel="stylesheet" href="{HtmlEncoder.Default.Encode(request.PathBase.ToUriComponent())}/pages.css">
            </head>
            <body>
            <main>
            <h1>{encodedTitle}</h1>
            {main}
            </main>
            </body>
            </html>

            """;
        var bytes = Encoding.UTF8.GetBytes(html);

        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "public, max-age=300";
        if (!HttpMethods.IsHead(request.Method))
            await response.BodyWriter.WriteAsync(bytes, context.HttpContext.RequestAborted);
    }
}
