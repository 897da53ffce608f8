namespace Hal.Sharing.Data.Access;

/// <summary>What the database knows of the caller, read by the same statement as what the caller requests.</summary>
/// <param name="IsSuperuser">False while another account acts for the user.</param>
/// <param name="ManagedBy">The party that manages the account; null for an unmanaged user.</param>
/// <param name="IsManagedByClient">Whether that party is an OAuth client.</param>
/// <param name="GrantedScopes">What the user lets the acting team do, separated by spaces; null if nothing, or no team acts.</param>
public sealed record CallerFacts(
    bool CallerExists, bool IsSuperuser, string? ManagedBy, bool IsManagedByClient, string? GrantedScopes)
{
    /// <summary>Returns these facts if the caller's token is still valid for them.</summary>
    /// <exception cref="CallerRefusedException">What the token was issued for no longer holds.</exception>
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
        caller.TeamId is null && ManagedBy is not null && ManagedBy == caller.AuthorizedParty
        && (caller.MustBeManaged || IsManagedByClient);

    /// <summary>Whether the user signed in directly: no other account acts for them, and no managing party obtained their token.</summary>
    public bool IsFirstParty(Caller caller) => !caller.IsClient && !caller.IsActedFor && !IsDelegated(caller);

    /// <summary>A token is valid as long as all of its scopes are granted: a grant that was narrowed refuses it.</summary>
    private bool IsGranted(Caller caller) => GrantedScopes is not null && caller.Scopes!.IsSubsetOf(GrantedScopes.Split(' '));
}

/// <summary>Why a genuine token is refused.</summary>
public enum CallerRefusal
{
    /// <summary>The account was deleted after the token was issued.</summary>
    Deleted,

    /// <summary>The authorized party does not manage the user, or no longer does.</summary>
    NotManaged,

    /// <summary>The user's authorization of the team was revoked or narrowed, or the party left the team.</summary>
    NotAuthorized,
}

/// <summary>The caller's token is genuine, but what it was issued for no longer holds.</summary>
public sealed class CallerRefusedException(CallerRefusal refusal, Caller caller) : Exception($"The token is refused: {refusal}.")
{
    public CallerRefusal Refusal => refusal;

    public Caller Caller => caller;
}
