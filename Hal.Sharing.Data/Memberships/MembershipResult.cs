using System.Diagnostics;

namespace Hal.Sharing.Data.Memberships;

/// <summary>How a request to add, change or remove a member ended.</summary>
public abstract record MembershipResult
{
    private MembershipResult()
    {
    }

    public sealed record TeamNotFound : MembershipResult;
    public sealed record MemberNotFound : MembershipResult;

    /// <param name="CanLeave">Whether the caller can at least leave the team.</param>
    public sealed record Forbidden(bool CanLeave) : MembershipResult;
    public sealed record Stale(MembershipRow Member) : MembershipResult;
    public sealed record Unchanged(MembershipRow Member, TeamAccess Access) : MembershipResult;
    public sealed record Created(MembershipRow Member, TeamAccess Access) : MembershipResult;
    public sealed record Updated(MembershipRow Member, TeamAccess Access) : MembershipResult;
    public sealed record Deleted : MembershipResult;
    public sealed record AlreadyMember(MembershipRow Member) : MembershipResult;

    /// <summary>There is no such user, or the caller cannot see them.</summary>
    public sealed record UnknownUser : MembershipResult;

    /// <summary>The team would be left without an admin.</summary>
    public sealed record LastAdmin : MembershipResult;

    /// <summary>The same for handlers that do not tell refusals apart.</summary>
    /// <param name="refused">Gets every case that is not one of the others.</param>
    public T Match<T>(
        Func<MembershipResult, T> refused,
        Func<Unchanged, T> unchanged,
        Func<Created, T> created,
        Func<Updated, T> updated,
        Func<Deleted, T> deleted) => this switch
        {
            Unchanged result => unchanged(result),
            Created result => created(result),
            Updated result => updated(result),
            Deleted result => deleted(result),
            _ => refused(this),
        };

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<TeamNotFound, T> teamNotFound,
        Func<MemberNotFound, T> memberNotFound,
        Func<Forbidden, T> forbidden,
        Func<Stale, T> stale,
        Func<Unchanged, T> unchanged,
        Func<Created, T> created,
        Func<Updated, T> updated,
        Func<Deleted, T> deleted,
        Func<AlreadyMember, T> alreadyMember,
        Func<UnknownUser, T> unknownUser,
        Func<LastAdmin, T> lastAdmin) => this switch
        {
            TeamNotFound result => teamNotFound(result),
            MemberNotFound result => memberNotFound(result),
            Forbidden result => forbidden(result),
            Stale result => stale(result),
            Unchanged result => unchanged(result),
            Created result => created(result),
            Updated result => updated(result),
            Deleted result => deleted(result),
            AlreadyMember result => alreadyMember(result),
            UnknownUser result => unknownUser(result),
            LastAdmin result => lastAdmin(result),
            _ => throw new UnreachableException(),
        };
}
