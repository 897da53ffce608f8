using static Hal.Sharing.Data.DelegatedTokens.DelegatedTokenResult;

namespace Hal.Sharing.Data.DelegatedTokens;

/// <summary>Decides whether the caller gets a token for a user, and records it.</summary>
public sealed class DelegatedTokenCommands(Database database, TimeProvider clock)
{
    // Nothing is locked, because every use of the token looks all of this up again.
    private const string PrecheckSql = $"""
        select {CallerStatements.CallerColumns},
               u.id as user_id, u.managed_by as user_managed_by, m.user_id is not null as is_member,
               array_to_string(a.scopes, ' ') as granted
        from {CallerStatements.Caller} c
        left join users u on u.id = @userId
        left join memberships m on m.user_id = @caller and m.team_id = @forTeam
        left join team_authorizations a on a.user_id = u.id and a.team_id = @forTeam
        """;

    private sealed record Precheck(string UserId, string? UserManagedBy, bool IsMember, string? Granted);

    // Records the ID of the token, never the token.
    private const string RecordSql = $"""
        {ChangeRecord.Insert} 'token.mint', 'user:' || @userId, null,
               jsonb_strip_nulls(jsonb_build_object('jti', @tokenId::text, 'scope', @scope::text, 'team', @forTeam::text))
        """;

    /// <summary>Returns the ID and scopes of a new token after recording it. It does not issue the token.</summary>
    /// <param name="forTeam">The team that acts for the user; null: the caller acts as the managing party.</param>
    public Task<DelegatedTokenResult> CreateAsync(Caller caller, string userId, string? forTeam, CancellationToken cancellationToken) =>
        database.WriteAsync<DelegatedTokenResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var (facts, prechecks) = await connection.QueryAsync<Precheck>(caller, PrecheckSql, new { userId, forTeam }, cancel);
            var access = new DelegationAccess(caller, facts);
            if (!access.CanRequest)
                return new Forbidden();
            if (prechecks is not [var user] || Scopes(access, user, forTeam) is not { } scopes)
                return new NotFound();
            var tokenId = Guid.CreateVersion7(clock.GetUtcNow());
            await connection.ExecuteAsync(caller.Statement(RecordSql, new
            {
                userId, forTeam, tokenId = tokenId.ToString(), scope = string.Join(' ', scopes), now = clock.Now(),
            }, cancel));
            return new Created(tokenId, scopes);
        }, cancellationToken);

    private static IReadOnlyList<string>? Scopes(DelegationAccess access, Precheck user, string? forTeam) => forTeam is null
        ? access.ScopesByManaging(user.UserManagedBy)
        : access.ScopesByTeam(user.UserId, user.IsMember, user.Granted);
}
