using System.Text;

namespace Hal.Sharing.Api.Pages;

/// <summary>A page for people: no script, no style of its own.</summary>
/// <param name="title">Plain text.</param>
/// <param name="main">What follows the heading.</param>
public sealed class HtmlPage(string title, Html main) : IActionResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    public PagePolicy Policy { get; init; } = PagePolicy.Personal;

    /// <summary>A page that says the same to everybody, of HTML that whoever composes it has encoded.</summary>
    public static HtmlPage Documentation(string title, string main) => new(title, new Html(main)) { Policy = PagePolicy.Documentation };

    public Task ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext);

    /// <summary>Answers outside of an action; the response must not have started.</summary>
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
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }
}
