namespace Hal.Sharing.Data.Memberships;

/// <summary>How a request to add, change or remove a member ended.</summary>
public enum MembershipOutcome
{
    Added,
    Changed,

    /// <summary>It was so already; nothing was written.</summary>
    Unchanged,
    Removed,
    UnknownTeam,

    /// <summary>There is no such user, or the caller may not know of him.</summary>
    UnknownUser,
    NoMember,
    AlreadyMember,

    /// <summary>The caller is neither an admin of the team nor a superuser.</summary>
    MayNot,

    /// <summary>The thing is not as the writer takes it to be.</summary>
    Stale,

    /// <summary>The team would be left without an admin.</summary>
    LastAdmin,
}

/// <summary>What became of a request to change a team's members; access is null where there is no such team.</summary>
public sealed record MembershipChange(MembershipOutcome Outcome, TeamAccess? Access = null, MembershipRow? Member = null);
