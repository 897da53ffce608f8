using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Api.Pages;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Data.Users;
using Microsoft.AspNetCore.Mvc;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Signs in whomever somebody chooses, without a password: for trying things out, where no provider is configured.</summary>
public sealed class DemoSignIn(SignInUserQueries users, AccountQueries accounts, TokenIssuer issuer, TimeProvider clock)
{
    private const int MostShown = 50;

    /// <summary>As long as those of the token verb.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>The page where somebody chooses.</summary>
    public async Task<IActionResult> ShowAsync(HttpContext http, string? text, string returnTo, CancellationToken cancellationToken)
    {
        if (text is not null && SearchText.Fault("q", text) is { } fault)
            return ProblemResult.Invalid(fault);
        var found = await users.ListAsync(text, MostShown, cancellationToken);
        return SignInPages.ChooseUser(http.Request.PathBase.ToUriComponent(), found, text, returnTo, FormPost.Field(http));
    }

    /// <summary>Null when there is no such user.</summary>
    public async Task<SignedIn?> SignInAsync(string userId, CancellationToken cancellationToken) =>
        UserIds.IsId(userId) && (await accounts.FindAsync(userId, cancellationToken)).State == AccountState.User
            ? new(await issuer.IssueAsync(userId, Lifetime), clock.GetUtcNow() + Lifetime, Session: null)
            : null;
}
