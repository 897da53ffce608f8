using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.HtmlForms;
using Hal.Sharing.Api.Pages;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.SignIn;

/// <summary>The query parameters of the page.</summary>
/// <param name="Text">The text to search for; null for all users.</param>
/// <param name="Number">The number of the page, from 1 on.</param>
internal sealed record UserChoice(string? Text, string ReturnTo, int Number)
{
    public QueryString Query(int number) => QueryString.Create(
    [
        new("return_to", ReturnTo),
        .. string.IsNullOrEmpty(Text) ? [] : new KeyValuePair<string, string?>[] { new("q", Text) },
        new("page", $"{number}"),
    ]);
}

/// <summary>The page that lists users to sign in as without a password.</summary>
internal static class UserChoicePage
{
    public static HtmlPage Of(HttpContext http, SignInUsers users, UserChoice choice)
    {
        var address = http.Request.PathBase.ToUriComponent() + BrowserSignIn.Path;
        return new("Sign in", Html.Of($"""
            <p>This server runs in Development. Choose a user; no password is required.</p>
            <form method="get" action="{address}" role="search">
            <input type="hidden" name="return_to" value="{choice.ReturnTo}">
            <p><label for="q">Name or ID</label> <input id="q" name="q" type="search" maxlength="200" value="{choice.Text}">
            <button>Search</button></p>
            </form>
            <form method="post" action="{address}">
            {FormPost.Field(http)}
            <input type="hidden" name="return_to" value="{choice.ReturnTo}">
            {Choices(users)}
            </form>
            {Pages(address, users, choice)}
            """));
    }

    private static Html Choices(SignInUsers users) => users.Rows.Count == 0
        ? Html.Of($"<p>No users found.</p>")
        : Html.Of($"<ul class=\"choices\">\n{Html.Join(users.Rows.Select(Choice))}\n</ul>");

    private static Html Choice(SignInUserRow user) => Html.Of(
        $"<li><button name=\"user\" value=\"{user.Id}\"><bdi>{user.DisplayName}</bdi> " +
        $"<span class=\"quiet\"><bdi>{user.Id}</bdi>{Remark(user)}</span></button></li>");

    private static Html Remark(SignInUserRow user) => user switch
    {
        { IsSuperuser: true } => Html.Of($" · superuser"),
        { ManagedBy: { } party } => Html.Of($" · managed by <bdi>{party}</bdi>"),
        _ => Html.Nothing,
    };

    /// <summary>Returns the links to other pages; nothing if there is one page only.</summary>
    private static Html Pages(string address, SignInUsers users, UserChoice choice)
    {
        var last = users.Offset + users.Rows.Count;
        if (users.Rows.Count == 0 || (users.Offset == 0 && last == users.Total))
            return Html.Nothing;
        string Address(int number) => $"{address}{choice.Query(number).ToUriComponent()}";
        var previous = users.Offset > 0 ? Html.Of($"<a rel=\"prev\" href=\"{Address(choice.Number - 1)}\">Previous</a> · ") : Html.Nothing;
        var next = last < users.Total ? Html.Of($" · <a rel=\"next\" href=\"{Address(choice.Number + 1)}\">Next</a>") : Html.Nothing;
        return Html.Of($"<nav aria-label=\"Pages\"><p>{previous}{users.Offset + 1}–{last} of {users.Total}{next}</p></nav>");
    }
}
