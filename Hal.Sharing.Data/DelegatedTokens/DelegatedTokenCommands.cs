namespace Hal.Sharing.Data.DelegatedTokens;

/// <summary>Decides whether somebody gets a token for a user, and records that he did.</summary>
public sealed class DelegatedTokenCommands(Database database, TimeProvider clock)
{
    // Nothing is locked: what is read here is looked up again at every use of the token.
    private const string PrecheckSql = $"""
        select {CallerStatements.CallerColumns},
               u.id as user_id, u.managed_by as user_managed_by, m.user_id is not null as is_member, array_to_string(a.scopes, ' ') as granted
        from {CallerStatements.Caller} c
        left join users u on u.id = @userId
        left join memberships m on m.user_id = @caller and m.team_id = @forTeam
        left join team_authorizations a on a.user_id = u.id and a.team_id = @forTeam
        """;

    private sealed record Precheck(string UserId, string? UserManagedBy, bool IsMember, string? Granted);

    // Never the token itself: its id alone.
    private const string RecordSql = $"""
        {ChangeRecord.Insert} 'token.mint', 'user:' || @userId, null,
               jsonb_strip_nulls(jsonb_build_object('jti', @tokenId::text, 'scope', @scope::text, 'team', @forTeam::text))
        """;

    /// <summary>The scopes of the token that the caller gets, once it is recorded that he did.</summary>
    /// <param name="userId">For whom.</param>
    /// <param name="forTeam">In whose name; null: as the one who manages the user.</param>
    /// <param name="tokenId">What the token will be called by.</param>
    public Task<DelegatedTokenGrant> GrantAsync(
        Caller caller, string userId, string? forTeam, Guid tokenId, CancellationToken cancellationToken) =>
        database.WriteAsync(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var (facts, prechecks) = await connection.QueryAsync<Precheck>(caller, PrecheckSql, new { userId, forTeam }, cancel);
            var access = new DelegationAccess(caller, facts);
            if (!access.CanAsk)
                return new(DelegatedTokenOutcome.MayNotAsk, []);
            if (prechecks is not [var user] || Scopes(access, user, forTeam) is not { } scopes)
                return new(DelegatedTokenOutcome.NotFor, []);
            await connection.ExecuteAsync(caller.Statement(
                RecordSql, new { userId, forTeam, tokenId = tokenId.ToString(), scope = string.Join(' ', scopes), now = clock.Now() }, cancel));
            return new DelegatedTokenGrant(DelegatedTokenOutcome.Granted, scopes);
        }, cancellationToken);

    private static IReadOnlyList<string>? Scopes(DelegationAccess access, Precheck user, string? forTeam) => forTeam is null
        ? access.ScopesByManaging(user.UserManagedBy)
        : access.ScopesByTeam(user.UserId, user.IsMember, user.Granted);
}
