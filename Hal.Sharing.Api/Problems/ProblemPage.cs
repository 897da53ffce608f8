using Hal.Sharing.Api.Pages;

namespace Hal.Sharing.Api.Problems;

/// <summary>Shows a problem as a page for people: the texts of the problem document, and links to continue.</summary>
internal static class ProblemPage
{
    private const string SignIn = "/sign-in";
    private const string Html5 = "text/html";

    /// <summary>The longest address to which a sign-in leads back.</summary>
    private const int MaxAddressLength = 2000;

    private static readonly Representation[] Offered =
        [new(MediaTypes.Hal), new(MediaTypes.HalForms), new(MediaTypes.Json), new(ProblemDocument.MediaType), new(Html5)];

    /// <summary>
    /// Whether the problem is shown as a page: it is on pages, and for a browser that opens an address that requires a token or does not
    /// exist.
    /// </summary>
    public static bool IsFor(HttpContext http, ProblemResult problem)
    {
        if (HtmlPageAttribute.IsOn(http))
            return true;
        var isSafe = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        return isSafe && IsBeforeAnyDocument(http, problem)
            && Negotiation.Choose(http.Request.Headers.Accept, Offered) is { MediaType: Html5 };
    }

    public static HtmlPage Of(HttpContext http, ProblemResult problem)
    {
        var pathBase = http.Request.PathBase.ToUriComponent();
        return new HtmlPage(problem.Type.Title, Html.Of($"""
            <p role="alert">{problem.Detail}</p>
            {Next(http.Request, problem, pathBase)}
            <p><a href="{pathBase}/">Home</a></p>
            <p class="quiet">{problem.Status} · <a href="{pathBase}{problem.Type.Path}">About this problem</a></p>
            """)) { Status = problem.Status };
    }

    private static bool IsBeforeAnyDocument(HttpContext http, ProblemResult problem) => problem.Status switch
    {
        StatusCodes.Status401Unauthorized => true,
        StatusCodes.Status404NotFound => http.GetEndpoint() is null,
        _ => false,
    };

    private static Html Next(HttpRequest request, ProblemResult problem, string pathBase)
    {
        if (problem.Type == ProblemType.SignInRefused)
            return Html.Of($"<p><a href=\"{pathBase}{SignIn}\">Sign in</a></p>");
        if (problem.Status != StatusCodes.Status401Unauthorized)
            return Html.Nothing;
        // The console shows every document of the API. It offers the sign-in if one is needed.
        var address = $"{pathBase}/#{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}";
        var query = address.Length <= MaxAddressLength ? QueryString.Create("return_to", address).ToUriComponent() : "";
        return HtmlPageAttribute.IsOn(request.HttpContext)
            ? Html.Of($"<p><a href=\"{pathBase}{SignIn}\">Sign in</a></p>")
            : Html.Of($"""
                <p><a href="{pathBase}{SignIn}{query}">Sign in</a></p>
                <p><a href="{address}">Open this address in the console</a></p>
                """);
    }
}
