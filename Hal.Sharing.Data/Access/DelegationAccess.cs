namespace Hal.Sharing.Data.Access;

/// <summary>Decides for whom a caller gets delegated tokens, and with which scopes.</summary>
public sealed class DelegationAccess(Caller caller, CallerFacts facts)
{
    /// <summary>Who manages a user may do for him all that data means.</summary>
    private static readonly IReadOnlyList<string> OfParty = [Scope.DataRead, Scope.DataWrite];

    /// <summary>A delegated token gets no other one: it would outlive what it came from, and name the wrong actor.</summary>
    public bool CanAsk => !caller.IsActedFor && !facts.IsDelegated(caller);

    /// <summary>What the caller may do for the user in his own name; null when he does not manage him. A managed user manages nobody.</summary>
    public IReadOnlyList<string>? ScopesByManaging(string? managedBy) =>
        CanAsk && facts.ManagedBy is null && managedBy == caller.Id ? OfParty : null;

    /// <summary>What the caller may do for the user in the name of a team; null when it may do nothing. Nobody acts for himself.</summary>
    /// <param name="isMember">Whether the caller is a member of the team.</param>
    /// <param name="granted">What the user lets the team do, separated by spaces; null for nothing.</param>
    public IReadOnlyList<string>? ScopesByTeam(string userId, bool isMember, string? granted) =>
        CanAsk && isMember && userId != caller.Id ? granted?.Split(' ') : null;
}
