using System.Collections.Concurrent;
using Hal.Sharing.Data.Users;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Admits existing users and creates unknown ones (just-in-time provisioning). It remembers the users it has seen, which saves a round trip
/// but decides nothing: every statement looks the caller up again.
/// </summary>
public sealed class ProvisioningGate(AccountQueries accounts, UserProvisioning provisioning, IOptions<AuthOptions> options)
{
    private const int MostRemembered = 20_000;

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private int _remembered;

    /// <summary>Returns why the user is refused; null if the user exists, or existed at an earlier request.</summary>
    /// <param name="mayCreate">False for a delegated token, which creates no user.</param>
    public async ValueTask<ProblemResult?> FaultAsync(
        string userId, VerifiedToken token, bool mayCreate, CancellationToken cancellationToken)
    {
        if (_seen.ContainsKey(userId))
            return null;
        var (state, _, _) = await accounts.FindAsync(userId, cancellationToken);
        if (state == AccountState.Free && mayCreate && options.Value.CreateUsers)
            state = await provisioning.CreateAsync(NewUserClaims.Read(userId, token.Claims, options.Value), cancellationToken);
        if (state == AccountState.User)
            Remember(userId);
        return state switch
        {
            AccountState.User => null,
            AccountState.Free when !mayCreate => ProblemResult.InvalidToken("no such user", $"There is no user '{userId}' to act for."),
            AccountState.Free => ProblemResult.Forbidden(
                $"There is no user '{userId}', and the first sign-in does not create users: ask a superuser."),
            AccountState.Deleted => ProblemResult.InvalidToken(
                "the user does not exist any more", $"The user '{userId}' was deleted. IDs are never reused."),
            AccountState.Client => ProblemResult.InvalidToken("not a user", $"'{userId}' is an OAuth client: it cannot sign in as a user."),
            AccountState.CaseConflict => ProblemResult.InvalidToken(
                "id taken",
                $"Another account has, or had, an ID that differs from '{userId}' only in case: use another ID."),
        };
    }

    private void Remember(string userId)
    {
        if (!_seen.TryAdd(userId, true) || Interlocked.Increment(ref _remembered) <= MostRemembered)
            return;
        _seen.Clear();
        Interlocked.Exchange(ref _remembered, 0);
    }
}
