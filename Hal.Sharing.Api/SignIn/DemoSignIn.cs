using System.Globalization;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Signs in a chosen user without a password, to try the server out without a provider.</summary>
public sealed class DemoSignIn(SignInUserQueries users, AccountQueries accounts, TokenIssuer issuer, TimeProvider clock)
{
    private const int PerPage = 50;
    private const int MaxPage = 1_000_000;

    /// <summary>The same as the default of the command <c>token</c>.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>Shows one page of the users to choose from.</summary>
    /// <param name="text">The text to search for; null for all users.</param>
    /// <param name="page">The number of the page, from 1 on. Anything else means the first.</param>
    public async Task<IActionResult> ShowAsync(
        HttpContext http, string? text, string? page, string returnTo, CancellationToken cancellationToken)
    {
        if (text is not null && SearchText.Fault("q", text) is { } fault)
            return ProblemResult.Invalid(fault);
        var isNumber = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxPage;
        number = isNumber ? number : 1;
        var found = await users.ListAsync(text, (number - 1) * PerPage, PerPage, cancellationToken);
        return UserChoicePage.Of(http, found, new(text, returnTo, number));
    }

    /// <summary>Returns null if there is no such user.</summary>
    public async Task<SignedIn?> SignInAsync(string userId, CancellationToken cancellationToken) =>
        UserIds.IsId(userId) && (await accounts.FindAsync(userId, cancellationToken)).State == AccountState.User
            ? new(await issuer.IssueAsync(userId, Lifetime), clock.GetUtcNow() + Lifetime, Session: null)
            : null;
}
