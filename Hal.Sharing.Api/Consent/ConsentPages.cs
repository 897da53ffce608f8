using Hal.Sharing.Api.HtmlForms;
using Hal.Sharing.Api.Pages;
using Hal.Sharing.Data.TeamAuthorizations;

namespace Hal.Sharing.Api.Consent;

/// <summary>Writes the pages on which a user decides whether a team may use their data.</summary>
internal static class ConsentPages
{
    /// <param name="http">The request, to whose address the form is sent.</param>
    /// <param name="isChoiceMissing">Whether the form was sent without a scope although the user has to choose.</param>
    public static HtmlPage Ask(HttpContext http, ConsentRow team, ConsentRequest request, bool isChoiceMissing = false)
    {
        var (pathBase, granted) = (http.Request.PathBase.ToUriComponent(), team.Scopes);
        var offered = request.Scopes.Count == 0 ? Scope.All.Except(granted).ToList() : null;
        return new("May this team use your data?", Html.Of($"""
            {(isChoiceMissing ? ChoiceMissing : Html.Nothing)}
            <p><strong><bdi>{team.Name}</bdi></strong> <span class="quiet"><bdi>{team.Id}</bdi></span></p>
            {ConsentHtml.Paragraph(team.Description)}
            {(ConsentHtml.IsHttps(team.Url) ? ConsentHtml.Address(team.Url) : Html.Nothing)}
            {(offered is null ? Requested(request.Scopes, granted) : Html.Nothing)}
            {Kept(granted.Except(request.Scopes).ToList())}
            <h2>Privacy statement</h2>
            {(string.IsNullOrWhiteSpace(team.PrivacyStatement) ? NoStatement : ConsentHtml.Address(team.PrivacyStatement))}
            {(offered is [] ? AllGranted(request, granted) : Decision(http, offered))}
            <p class="quiet">You are signed in as <bdi>{http.User.Identity?.Name}</bdi>. You can revoke what you allow at any time under
            <a href="{pathBase}{Hrefs.Authorizations}">Teams that use my data</a>.</p>
            """))
        {
            Status = isChoiceMissing ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
            Policy = PagePolicy.Personal with { FormLeadsTo = request.ReturnTo?.Origin },
        };
    }

    private static Html ChoiceMissing { get; } =
        Html.Of($"<p role=\"alert\">Select at least one scope, or choose Deny. Nothing was changed.</p>");

    private static Html NoStatement { get; } = Html.Of($"<p>The team has not provided a privacy statement.</p>");

    private static Html AllGranted(ConsentRequest request, IReadOnlyList<string> granted) => Html.Of($"""
        <p>The team already has every scope.</p>
        {(request.ReturnTo is { } back ? Html.Of($"<p><a href=\"{back.After(granted, request.State)}\">Continue</a></p>") : Html.Nothing)}
        """);

    private static Html Requested(IReadOnlyList<string> scopes, IReadOnlyList<string> granted) => Html.Of($"""
        <h2>Requested scopes</h2>
        {ConsentHtml.Meanings(scopes, granted)}
        """);

    private static Html Kept(List<string> scopes) =>
        scopes.Count == 0 ? Html.Nothing : Html.Of($"<h2>Scopes already granted</h2>\n{ConsentHtml.Meanings(scopes, [])}");

    /// <param name="offered">The scopes to choose from; null if the address names the scopes.</param>
    private static Html Decision(HttpContext http, List<string>? offered) => Html.Of($"""
        <form method="post" action="{ReturnPath.Of(http.Request)}">
        {FormPost.Field(http)}
        {(offered is null ? Html.Nothing : Choice(offered))}
        <p class="actions">
        <button name="decision" value="allow" class="main">Allow</button>
        <button name="decision" value="deny">Deny</button>
        </p>
        </form>
        """);

    private static Html Choice(List<string> offered) => Html.Of($"""
        <fieldset>
        <legend>Choose what the team may do</legend>
        {Html.Join(offered.Select(scope => ConsentHtml.Box("scope", scope, isChecked: false)))}
        </fieldset>
        """);

    /// <param name="granted">What the team may do now; null if the user denied the request.</param>
    public static HtmlPage Decided(string pathBase, ConsentRow team, IReadOnlyList<string>? granted) => new(
        granted is null ? "Denied" : "Allowed",
        Html.Of($"""
            {(granted is null ? Denied(team) : Allowed(team, granted))}
            <p><a href="{pathBase}{Hrefs.Authorizations}">Teams that use my data</a></p>
            """));

    private static Html Denied(ConsentRow team) => Html.Of($"""
        <p role="status">Nothing was changed.
        <bdi>{team.Name}</bdi> may do {(team.Scopes.Count == 0 ? "nothing with your data" : "the same as before")}.</p>
        """);

    private static Html Allowed(ConsentRow team, IReadOnlyList<string> granted) => Html.Of($"""
        <p role="status"><bdi>{team.Name}</bdi> may now:</p>
        {ConsentHtml.Meanings(granted, [])}
        """);
}
