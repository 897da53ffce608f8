using System.Collections.Concurrent;
using Hal.Sharing.Data.Users;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>
/// Lets in whom the database knows and makes users of those who come for the first time. It remembers whom it has seen, which saves
/// a round trip and decides nothing: every statement looks its caller up again.
/// </summary>
public sealed class ProvisioningGate(AccountQueries accounts, UserProvisioning firstSight, IOptions<AuthOptions> options)
{
    private const int MostRemembered = 20_000;

    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private int _remembered;

    /// <summary>What speaks against the user; null when he is there, or was at an earlier request.</summary>
    /// <param name="mayCreate">Not for a delegated token: only who comes himself is made a user.</param>
    public async ValueTask<ProblemResult?> JudgeAsync(string userId, VerifiedToken token, bool mayCreate, CancellationToken cancellationToken)
    {
        if (_seen.ContainsKey(userId))
            return null;
        var (state, _, _) = await accounts.FindAsync(userId, cancellationToken);
        if (state == AccountState.Free && mayCreate && options.Value.CreateUsers)
            state = await firstSight.CreateAsync(NewUserClaims.Read(userId, token.Claims, options.Value), cancellationToken);
        if (state == AccountState.User)
            Remember(userId);
        return state switch
        {
            AccountState.User => null,
            AccountState.Free when !mayCreate => ProblemResult.InvalidToken("no such user", $"There is no user '{userId}' for whom somebody could act."),
            AccountState.Free => ProblemResult.Forbidden(
                $"Nobody has made the user '{userId}' here, and users are not made at first sight: ask a superuser."),
            AccountState.Deleted => ProblemResult.InvalidToken("the user does not exist any more", $"The user '{userId}' was deleted; ids are never used again."),
            AccountState.Client => ProblemResult.InvalidToken("not a user", $"'{userId}' is an OAuth client: it cannot sign in as a user."),
            AccountState.CaseConflict => ProblemResult.InvalidToken(
                "id taken", $"Another account has an id that differs from '{userId}' by case only: one of the two must sign in under another name."),
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
