using System.Globalization;
using Hal.Sharing.Api.HtmlForms;
using Hal.Sharing.Api.Pages;
using Hal.Sharing.Data.TeamAuthorizations;

namespace Hal.Sharing.Api.Consent;

/// <summary>What people see who decide which teams use their data. Whatever teams write about themselves stays text, and in its own direction.</summary>
internal static class ConsentPages
{
    /// <param name="http">The request, whose address the form goes back to.</param>
    /// <param name="isChoiceMissing">Whether the form came back without a scope, though the user has to choose.</param>
    public static HtmlPage Ask(HttpContext http, ConsentRow team, ConsentRequest request, bool isChoiceMissing = false)
    {
        var (pathBase, granted) = (http.Request.PathBase.ToUriComponent(), team.Scopes);
        var offered = request.Scopes.Count == 0 ? Scope.All.Except(granted).ToList() : null;
        return new("May this team use your data?", Html.Of($"""
            {(isChoiceMissing ? Html.Of($"<p role=\"alert\">Choose at least one thing that the team may do, or deny. Nothing was changed.</p>") : Html.Nothing)}
            <p><strong><bdi>{team.Name}</bdi></strong> <span class="quiet"><bdi>{team.Id}</bdi></span></p>
            {Paragraph(team.Description)}
            {(IsHttps(team.Url) ? Address(team.Url!) : Html.Nothing)}
            {(offered is null ? Asked(request.Scopes, granted) : Html.Nothing)}
            {Kept(granted.Except(request.Scopes).ToList())}
            <h2>What the team promises</h2>
            {(string.IsNullOrWhiteSpace(team.PrivacyStatement) ? Html.Of($"<p>The team has not said how it treats your data.</p>") : Address(team.PrivacyStatement))}
            {(offered is [] ? AllGranted(request, granted) : Decision(http, offered))}
            <p class="quiet">You are signed in as <bdi>{http.User.Identity!.Name}</bdi>. You can take back what you allow at any time, under <a href="{pathBase}{Hrefs.Authorizations}">what I allow</a>.</p>
            """))
        {
            Status = isChoiceMissing ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
            Policy = PagePolicy.Personal with { FormLeadsTo = request.ReturnTo?.Origin },
        };
    }

    private static Html AllGranted(ConsentRequest request, IReadOnlyList<string> granted) => Html.Of($"""
        <p>The team has every permission already. There is nothing to decide.</p>
        {(request.ReturnTo is { } back ? Html.Of($"<p><a href=\"{back.After(granted, request.State)}\">Continue</a></p>") : Html.Nothing)}
        """);

    private static Html Asked(IReadOnlyList<string> scopes, IReadOnlyList<string> granted) => Html.Of($"""
        <h2>What it asks for</h2>
        <ul>
        {Html.Join(scopes.Select(scope => Html.Of($"<li>{ScopeMeanings.Of(scope)} <code>{scope}</code>{(granted.Contains(scope) ? Html.Of($" <em>you allow this already</em>") : Html.Nothing)}</li>")))}
        </ul>
        """);

    /// <param name="offered">The scopes to choose from; null where the address names what the team asks for.</param>
    private static Html Decision(HttpContext http, List<string>? offered) => Html.Of($"""
        <form method="post" action="{ReturnPath.Of(http.Request)}">
        {FormPost.Field(http)}
        {(offered is null ? Html.Nothing : Html.Of($"<fieldset>\n<legend>Choose what the team may do</legend>\n{Html.Join(offered.Select(scope => Box("scope", scope, isChecked: false)))}\n</fieldset>"))}
        <p class="actions"><button name="decision" value="allow" class="main">Allow</button> <button name="decision" value="deny">Deny</button></p>
        </form>
        """);

    /// <param name="key">Begins the ID of the box, which must be unique on its page.</param>
    private static Html Box(string key, string scope, bool isChecked) => Html.Of(
        $"<p><input type=\"checkbox\" id=\"{key}-{scope}\" name=\"scope\" value=\"{scope}\"{(isChecked ? Html.Of($" checked") : Html.Nothing)}> <label for=\"{key}-{scope}\">{ScopeMeanings.Of(scope)} <code>{scope}</code></label></p>");

    /// <param name="granted">What the team may do now; null where it was denied.</param>
    public static HtmlPage Decided(string pathBase, ConsentRow team, IReadOnlyList<string>? granted) => new(granted is null ? "Denied" : "Allowed", Html.Of($"""
        {(granted is null
            ? Html.Of($"<p role=\"status\">Nothing was changed: <bdi>{team.Name}</bdi> may do {(team.Scopes.Count == 0 ? "nothing with your data" : "what it was allowed to do before")}.</p>")
            : Html.Of($"<p role=\"status\"><bdi>{team.Name}</bdi> may now:</p>\n{Meanings(granted)}"))}
        <p><a href="{pathBase}{Hrefs.Authorizations}">All that I allow</a></p>
        """));

    public static HtmlPage List(HttpContext http, GrantList grants, bool isFirst)
    {
        var pathBase = http.Request.PathBase.ToUriComponent();
        var (address, field) = (pathBase + Hrefs.Authorizations, FormPost.Field(http));
        return new("Teams that use my data", grants.Rows.Count == 0 && isFirst
            ? Html.Of($"<p>You let no team use your data. A team that wants to sends you to a page here that asks you.</p>\n<p><a href=\"{pathBase}/\">To the start</a></p>")
            : Html.Of($"""
                {Html.Join(grants.Rows.Select((grant, at) => Grant($"{address}/{Hrefs.Segment(grant.TeamId)}", field, grant, $"t{at.ToString(CultureInfo.InvariantCulture)}")))}
                {(isFirst ? Html.Nothing : Html.Of($"<p><a rel=\"first\" href=\"{address}\">First page</a></p>"))}
                {(grants.NextAfter is { } last ? Html.Of($"<p><a rel=\"next\" href=\"{address}{QueryString.Create("after", last).ToUriComponent()}\">Next page</a></p>") : Html.Nothing)}
                """));
    }

    private static Html Grant(string address, Html field, GrantRow grant, string key) => Html.Of($"""
        <section aria-labelledby="{key}">
        <h2 id="{key}"><bdi>{grant.Name}</bdi></h2>
        <p class="quiet"><bdi>{grant.TeamId}</bdi> · since {Day(grant.CreatedAt)}{(grant.UpdatedAt > grant.CreatedAt ? Html.Of($", changed {Day(grant.UpdatedAt)}") : Html.Nothing)}</p>
        {Paragraph(grant.Description)}
        <form method="post" action="{address}">
        {field}
        <fieldset>
        <legend>It may</legend>
        {Html.Join(grant.Scopes.Select(scope => Box(key, scope, isChecked: true)))}
        </fieldset>
        <p class="actions"><button aria-describedby="{key}">Keep only what is checked</button></p>
        </form>
        <form method="post" action="{address}/revoke">
        {field}
        <p class="actions"><button aria-describedby="{key}">Revoke all</button></p>
        </form>
        </section>
        """);

    private static Html Kept(List<string> scopes) =>
        scopes.Count == 0 ? Html.Nothing : Html.Of($"<h2>What you allow already, and what stays</h2>\n{Meanings(scopes)}");

    private static Html Meanings(IEnumerable<string> scopes) =>
        Html.Of($"<ul>\n{Html.Join(scopes.Select(scope => Html.Of($"<li>{ScopeMeanings.Of(scope)} <code>{scope}</code></li>")))}\n</ul>");

    private static Html Paragraph(string? text) => string.IsNullOrWhiteSpace(text) ? Html.Nothing : Html.Of($"<p class=\"theirs\"><bdi>{text}</bdi></p>");

    private static Html Address(string text) =>
        IsHttps(text) ? Html.Of($"<p><a href=\"{text}\" rel=\"noopener noreferrer\"><bdi>{text}</bdi></a></p>") : Paragraph(text);

    private static Html Day(DateTime at) =>
        Html.Of($"<time datetime=\"{at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)}\">{at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</time>");

    /// <summary>An address of any other scheme, such as javascript:, becomes no link.</summary>
    private static bool IsHttps(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
