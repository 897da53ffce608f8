using static Hal.Sharing.Data.Memberships.MembershipResult;

namespace Hal.Sharing.Data.Memberships;

/// <summary>
/// Decides how a request about one member ends: null if it must be written. Commands and previews ask it, so that they agree.
/// </summary>
/// <param name="Member">Null if the user is not a member.</param>
/// <param name="IsLocked">See <see cref="LockedRows{TRow}"/>; true for a preview, which takes no lock.</param>
internal sealed record MembershipDecision(TeamAccess Access, string UserId, MembershipRow? Member, bool IsLocked)
{
    /// <summary>The visibility of the user is decided last, by the write.</summary>
    public MembershipResult? Add() =>
        !IsLocked || !Access.CanManage ? Missing()
        : Member is not null ? new AlreadyMember(Member)
        : null;

    public MembershipResult? Change(TeamRole role, Precondition condition)
    {
        if (!Access.CanReadMembers)
            return new Forbidden(CanLeave: false);
        if (Member is null)
            return new MemberNotFound();
        if (!IsLocked || !Access.CanManage)
            return Missing();
        if (!condition.Holds(Member.Revision))
            return new Stale(Member);
        if (Member.Role == role)
            return new Unchanged(Member, Access);
        return Member.IsLastAdmin ? new LastAdmin() : null;
    }

    /// <param name="condition">Of the request.</param>
    /// <param name="keepsTeam">Whether the last admin stays although they are the only member.</param>
    public MembershipResult? Remove(Precondition condition, bool keepsTeam = false)
    {
        if (!Access.CanReadMembers)
            return new Forbidden(CanLeave: false);
        if (Member is null)
            return new MemberNotFound();
        if (!IsLocked || !Access.CanRemove(UserId))
            return Missing();
        if (!condition.Holds(Member.Revision))
            return new Stale(Member);
        return Member.IsSoleAdmin || (keepsTeam && Member.IsLastAdmin) ? new LastAdmin() : null;
    }

    private Forbidden Missing() => new(CanLeave: Access.CanRemove(Access.Caller.Id));
}
