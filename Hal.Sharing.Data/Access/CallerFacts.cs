namespace Hal.Sharing.Data.Access;

/// <summary>What the database knows of the caller, brought by the same statement as what he asked for.</summary>
/// <param name="IsSuperuser">Never while somebody acts for him.</param>
/// <param name="ManagedBy">The party that manages his account; null for an account of his own.</param>
/// <param name="IsManagedByClient">Whether that party is an OAuth client.</param>
/// <param name="GrantedScopes">What he lets the team do that acts for him, separated by spaces; null when nothing, or none acts.</param>
/// <param name="OwnsOnly">Whether a team acts for him, to whom only what he himself owns is open.</param>
public sealed record CallerFacts(
    bool CallerExists, bool IsSuperuser, string? ManagedBy, bool IsManagedByClient, string? GrantedScopes, bool OwnsOnly)
{
    /// <summary>These facts, once it is sure that they bear the caller's token.</summary>
    /// <exception cref="CallerRefusedException">What the token was made for does not hold any more.</exception>
    public CallerFacts Of(Caller caller)
    {
        if (!CallerExists)
            throw new CallerRefusedException(CallerRefusal.Deleted, caller);
        if (caller.MustBeManaged && ManagedBy != caller.AuthorizedParty)
            throw new CallerRefusedException(CallerRefusal.NotManaged, caller);
        if (caller.TeamId is not null && !IsGranted(caller))
            throw new CallerRefusedException(CallerRefusal.NotAuthorized, caller);
        caller.Confirm();
        return this;
    }

    /// <summary>Whether the token is a delegated one: its party manages the user. A provider's party must be a registered client.</summary>
    public bool IsDelegated(Caller caller) =>
        caller.TeamId is null && ManagedBy is not null && ManagedBy == caller.AuthorizedParty && (caller.MustBeManaged || IsManagedByClient);

    /// <summary>Whether a user has come himself: nobody acts for him, and no party that manages him has obtained his token.</summary>
    public bool IsFirstParty(Caller caller) => !caller.IsClient && !caller.IsActedFor && !IsDelegated(caller);

    /// <summary>A token lives as long as all of its scopes are granted: what was narrowed is not guessed at.</summary>
    private bool IsGranted(Caller caller) => GrantedScopes is not null && caller.Scopes!.IsSubsetOf(GrantedScopes.Split(' '));
}

/// <summary>Why a valid token is refused all the same.</summary>
public enum CallerRefusal
{
    /// <summary>The account was deleted after the token was issued.</summary>
    Deleted,

    /// <summary>The authorized party does not manage the user, or not any more.</summary>
    NotManaged,

    /// <summary>The user's authorization of the team was revoked or narrowed, or the party left the team.</summary>
    NotAuthorized,
}

/// <summary>The caller's token is genuine, but what it was made for does not hold any more.</summary>
public sealed class CallerRefusedException(CallerRefusal refusal, Caller caller) : Exception($"The token is refused: {refusal}.")
{
    public CallerRefusal Refusal => refusal;

    public Caller Caller => caller;
}
