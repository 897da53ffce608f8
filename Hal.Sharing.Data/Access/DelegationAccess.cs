namespace Hal.Sharing.Data.Access;

/// <summary>Decides for which users a caller gets delegated tokens, and with which scopes.</summary>
public sealed class DelegationAccess(Caller caller, CallerFacts facts)
{
    /// <summary>A managing party may read and write the user's data.</summary>
    private static readonly IReadOnlyList<string> OfParty = [Scope.DataRead, Scope.DataWrite];

    /// <summary>A delegated token gets no other one: that would outlive it, and name the wrong actor.</summary>
    public bool CanRequest => !caller.IsActedFor && !facts.IsDelegated(caller);

    /// <summary>What the caller may do for a user that they manage; null if they do not. A managed user manages no one.</summary>
    public IReadOnlyList<string>? ScopesByManaging(string? managedBy) =>
        CanRequest && facts.ManagedBy is null && managedBy == caller.Id ? OfParty : null;

    /// <summary>What the caller may do for the user on behalf of a team; null for nothing. No user acts for themselves.</summary>
    /// <param name="isMember">Whether the caller is a member of the team.</param>
    /// <param name="granted">The scopes that the user has granted to the team, separated by spaces; null if there are none.</param>
    public IReadOnlyList<string>? ScopesByTeam(string userId, bool isMember, string? granted) =>
        CanRequest && isMember && userId != caller.Id ? granted?.Split(' ') : null;
}
