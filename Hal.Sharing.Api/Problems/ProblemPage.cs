using System.Globalization;
using Hal.Sharing.Api.Pages;

namespace Hal.Sharing.Api.Problems;

/// <summary>Tells a problem to a person: the same words as the document's, and a way on.</summary>
internal static class ProblemPage
{
    public static HtmlPage Of(HttpContext http, ProblemResult problem)
    {
        var pathBase = http.Request.PathBase.ToUriComponent();
        var signIn = problem.Status == StatusCodes.Status401Unauthorized || problem.Type == ProblemType.SignInRefused ? Html.Of($"<p><a href=\"{pathBase}/sign-in\">Sign in</a></p>") : Html.Nothing;
        return new HtmlPage(problem.Type.Title, Html.Of($"""
            <p role="alert">{problem.Detail}</p>
            {signIn}
            <p><a href="{pathBase}/">To the start</a></p>
            <p class="quiet">{problem.Status.ToString(CultureInfo.InvariantCulture)} · <a href="{pathBase}{problem.Type.Path}">what this means</a></p>
            """)) { Status = problem.Status };
    }
}
