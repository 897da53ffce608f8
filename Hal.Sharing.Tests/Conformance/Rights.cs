namespace Hal.Sharing.Tests.Conformance;

/// <summary>What the table of section 2 of the contract permits a caller on one integration.</summary>
internal sealed record Rights(Session Session, Integration Integration)
{
    private Rules Rules => Session.Rules;

    public static Rights Of(Session session, Integration integration) => new(session, integration);

    /// <summary>Returns the integration that the name leads to, if the caller can read it.</summary>
    public static Rights? Find(Session session, string name) =>
        session.World.Find(name) is { } integration && Of(session, integration) is { CanRead: true } rights ? rights : null;

    private bool IsOwner => Integration.OwnerId == Session.Principal;

    private bool HasAll => IsOwner || Session.IsSuperuser;

    private int OwningRole => RoleIn(Integration.OwnerId);

    /// <summary>The greatest level of a share to the caller or to a team of theirs.</summary>
    private int SharedLevel => Integration.Shares.Select(share => share.Key == Session.Principal
        ? Capped(share.Value.Level)
        : RoleIn(share.Key) switch
        {
            0 => 0,
            6 => Capped(share.Value.Level),
            _ => Math.Min(share.Value.Level, Rules.TeamLevelOfMembers),
        }).DefaultIfEmpty(0).Max();

    /// <summary>Whether the caller or a team of theirs owns it.</summary>
    public bool IsOwned => IsOwner || (!Session.ActsForTeam && OwningRole > 0);

    /// <summary>Whether it is shared with the caller or a team of theirs.</summary>
    public bool IsShared => !Session.ActsForTeam && SharedLevel > 0;

    /// <summary>Whether ownership, a role or a share leads to the integration.</summary>
    public bool IsTied => IsOwner || OwningRole > 0 || SharedLevel > 0;

    public bool CanRead => Session.ActsForTeam ? IsOwner : Session.IsSuperuser || IsTied;

    /// <summary>Whether the caller can read the owner and the shares, too.</summary>
    public bool CanReadAccess => !Session.ActsForTeam && Level > 0;

    public bool CanWrite => Session.MayWrite && (Session.ActsForTeam
        ? IsOwner
        : HasAll || OwningRole >= Rules.RoleToWrite || SharedLevel >= Rules.LevelToWrite);

    public bool CanShare => Session.MayManage && (HasAll || OwningRole >= Rules.RoleToShare || SharedLevel >= Rules.LevelToShare);

    public bool CanTransfer =>
        Session.MayManage && (HasAll || OwningRole >= Rules.RoleToTransfer || SharedLevel >= Rules.LevelToTransfer);

    public bool CanDelete => Session.MayManage && (HasAll || OwningRole >= Rules.RoleToDelete);

    /// <summary>The level that the caller holds, for messages.</summary>
    public int Level => HasAll ? 3 : Math.Max(SharedLevel, OwningRole switch { 0 => 0, < 4 => 1, < 6 => 2, _ => 3 });

    /// <summary>The highest level that the caller can grant: a publisher of the owning team holds level 2.</summary>
    public int Grantable => !CanShare ? 0 : CanTransfer ? 3 : 2;

    public bool CanGrant(int level) => CanShare && Capped(level) <= Grantable;

    public bool CanRevoke(int level) => Rules.RevokingNeedsGranting ? CanGrant(level) : CanWrite;

    public bool CanTransferTo(string principal) =>
        principal.StartsWith("user:", StringComparison.Ordinal) || Session.IsSuperuser || RoleIn(principal) >= Rules.RoleInTarget;

    private int RoleIn(string principal) =>
        principal.StartsWith("team:", StringComparison.Ordinal) ? Session.Role(principal[5..]) : 0;

    private static int Capped(int level) => Math.Min(level, 3);
}
