using System.Globalization;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Signs in the user that is chosen, without a password: for trying things out, where no provider is configured.</summary>
public sealed class DemoSignIn(SignInUserQueries users, AccountQueries accounts, TokenIssuer issuer, TimeProvider clock)
{
    private const int PerPage = 50;
    private const int MaxPage = 1_000_000;

    /// <summary>As long as those of the token verb.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>One page of the users to choose from.</summary>
    /// <param name="text">What to search for; null for nothing.</param>
    /// <param name="page">From 1 on; anything else is the first.</param>
    public async Task<IActionResult> ShowAsync(HttpContext http, string? text, string? page, string returnTo, CancellationToken cancellationToken)
    {
        if (text is not null && SearchText.Fault("q", text) is { } fault)
            return ProblemResult.Invalid(fault);
        var number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) && sent is >= 1 and <= MaxPage ? sent : 1;
        var found = await users.ListAsync(text, (number - 1) * PerPage, PerPage, cancellationToken);
        return UserChoicePage.Of(http, found, new(text, returnTo, number));
    }

    /// <summary>Null when there is no such user.</summary>
    public async Task<SignedIn?> SignInAsync(string userId, CancellationToken cancellationToken) =>
        UserIds.IsId(userId) && (await accounts.FindAsync(userId, cancellationToken)).State == AccountState.User
            ? new(await issuer.IssueAsync(userId, Lifetime), clock.GetUtcNow() + Lifetime, Session: null)
            : null;
}
