using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Bench.Twins;

/// <summary>What a caller may do with an integration: the server's rules for a user's own token.</summary>
/// <param name="IsOwner">Whether the caller is the owner or a superuser.</param>
/// <param name="Role">The caller's role in the owning team; 0 if there is none.</param>
/// <param name="SharedLevel">The highest level that shares give the caller, 0 to 3.</param>
internal readonly record struct TwinAccess(bool IsOwner, int Role, int SharedLevel)
{
    private const int DataWizard = 4;
    private const int Publisher = 5;
    private const int TeamAdmin = 6;

    public bool CanRead => IsOwner || Role > 0 || SharedLevel > 0;

    public bool CanWrite => IsOwner || Role >= DataWizard || SharedLevel >= AccessLevel.Edit;

    public bool CanShare => IsOwner || Role >= Publisher || SharedLevel >= AccessLevel.Admin;

    public bool CanChangeOwner => IsOwner || Role >= TeamAdmin || SharedLevel >= AccessLevel.Admin;

    public bool CanDelete => IsOwner || Role >= TeamAdmin;

    public bool CanGrant(int level) =>
        CanShare && AccessLevel.Effective(level) <= (CanChangeOwner ? AccessLevel.Admin : AccessLevel.Edit);
}
