using System.Globalization;
using Hal.Sharing.Api.Pages;

namespace Hal.Sharing.Api.Problems;

/// <summary>Shows a problem to a reader: the same words as in the document, and where to go from here.</summary>
internal static class ProblemPage
{
    private const string SignIn = "/sign-in";
    private const string Html5 = "text/html";

    /// <summary>A sign-in leads back to no longer address.</summary>
    private const int LongestPlace = 2000;

    private static readonly Representation[] Offered = [new(MediaTypes.Hal), new(MediaTypes.HalForms), new(MediaTypes.Json), new(ProblemDocument.MediaType), new(Html5)];

    /// <summary>
    /// Whether the problem is shown as a page: on pages, and to a browser that opens an address which needs a token or does not exist.
    /// </summary>
    public static bool IsFor(HttpContext http, ProblemResult problem)
    {
        if (HtmlPageAttribute.IsOn(http))
            return true;
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) || !IsBeforeAnyDocument(http, problem))
            return false;
        return Negotiation.Choose(http.Request.Headers.Accept, Offered) is { MediaType: Html5 };
    }

    public static HtmlPage Of(HttpContext http, ProblemResult problem)
    {
        var pathBase = http.Request.PathBase.ToUriComponent();
        return new HtmlPage(problem.Type.Title, Html.Of($"""
            <p role="alert">{problem.Detail}</p>
            {Next(http.Request, problem, pathBase)}
            <p><a href="{pathBase}/">To the start</a></p>
            <p class="quiet">{problem.Status.ToString(CultureInfo.InvariantCulture)} · <a href="{pathBase}{problem.Type.Path}">what this means</a></p>
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
        // The console shows any document of the API, and asks for the sign-in itself where it is needed.
        var place = $"{pathBase}/#{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}";
        return HtmlPageAttribute.IsOn(request.HttpContext)
            ? Html.Of($"<p><a href=\"{pathBase}{SignIn}\">Sign in</a></p>")
            : Html.Of($"""
                <p><a href="{pathBase}{SignIn}{(place.Length <= LongestPlace ? QueryString.Create("return_to", place).ToUriComponent() : "")}">Sign in</a></p>
                <p><a href="{place}">Open this address in the console</a></p>
                """);
    }
}
