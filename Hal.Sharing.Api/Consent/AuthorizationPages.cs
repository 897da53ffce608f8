using System.Globalization;
using Hal.Sharing.Api.HtmlForms;
using Hal.Sharing.Api.Pages;
using Hal.Sharing.Data.TeamAuthorizations;

namespace Hal.Sharing.Api.Consent;

/// <summary>Writes the pages that list the teams that a user has authorized.</summary>
internal static class AuthorizationPages
{
    public static HtmlPage List(HttpContext http, GrantList grants, bool isFirst)
    {
        var pathBase = http.Request.PathBase.ToUriComponent();
        return new("Teams that use my data", grants.Rows.Count == 0 && isFirst
            ? Empty(pathBase)
            : Page(pathBase + Hrefs.Authorizations, FormPost.Field(http), grants, isFirst));
    }

    private static Html Empty(string pathBase) => Html.Of($"""
        <p>You have not authorized any team. A team that requests access sends you to a consent page.</p>
        <p><a href="{pathBase}/">Start page</a></p>
        """);

    private static Html Page(string address, Html field, GrantList grants, bool isFirst) => Html.Of($"""
        {Html.Join(grants.Rows.Select((grant, at) => Grant(
            $"{address}/{Hrefs.Segment(grant.TeamId)}", field, grant, $"t{at.ToString(CultureInfo.InvariantCulture)}")))}
        {(isFirst ? Html.Nothing : Html.Of($"<p><a rel=\"first\" href=\"{address}\">First page</a></p>"))}
        {(grants.NextAfter is { } last ? Next(address + QueryString.Create("after", last).ToUriComponent()) : Html.Nothing)}
        """);

    private static Html Next(string address) => Html.Of($"<p><a rel=\"next\" href=\"{address}\">Next page</a></p>");

    private static Html Grant(string address, Html field, GrantRow grant, string key) => Html.Of($"""
        <section aria-labelledby="{key}">
        <h2 id="{key}"><bdi>{grant.Name}</bdi></h2>
        <p class="quiet"><bdi>{grant.TeamId}</bdi> · since {Day(grant.CreatedAt)}{Changed(grant)}</p>
        {ConsentHtml.Paragraph(grant.Description)}
        <form method="post" action="{address}">
        {field}
        <fieldset>
        <legend>The team may</legend>
        {Html.Join(grant.Scopes.Select(scope => ConsentHtml.Box(key, scope, isChecked: true)))}
        </fieldset>
        <p class="actions"><button aria-describedby="{key}">Save the selected scopes</button></p>
        </form>
        <form method="post" action="{address}/revoke">
        {field}
        <p class="actions"><button aria-describedby="{key}">Revoke the authorization</button></p>
        </form>
        </section>
        """);

    private static Html Changed(GrantRow grant) =>
        grant.UpdatedAt > grant.CreatedAt ? Html.Of($", changed {Day(grant.UpdatedAt)}") : Html.Nothing;

    private static Html Day(DateTime at)
    {
        var exact = at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return Html.Of($"<time datetime=\"{exact}\">{at.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture)}</time>");
    }
}
