namespace Hal.Sharing.Tests.Conformance;

/// <summary>
/// Rules of section 2 of the contract. Each can be replaced by a wrong one, to test that the model test finds it.
/// </summary>
internal sealed record Rules
{
    /// <summary>The rules as section 2 of the contract states them.</summary>
    public static Rules Contract { get; } = new();

    public int LevelToWrite { get; init; } = 2;

    public int LevelToShare { get; init; } = 3;

    public int LevelToTransfer { get; init; } = 3;

    /// <summary>Roles: 1 member, 2 memberPlus, 3 designer, 4 dataWizard, 5 publisher, 6 admin.</summary>
    public int RoleToWrite { get; init; } = 4;

    public int RoleToShare { get; init; } = 5;

    public int RoleToTransfer { get; init; } = 6;

    public int RoleToDelete { get; init; } = 6;

    /// <summary>In the team that receives an integration.</summary>
    public int RoleInTarget { get; init; } = 4;

    /// <summary>What level 3 of a share to a team counts as, for members who are not admins.</summary>
    public int TeamLevelOfMembers { get; init; } = 2;

    /// <summary>Whether a share can be revoked only by a caller who could grant it.</summary>
    public bool RevokingNeedsGranting { get; init; } = true;

    /// <summary>Whether managed users are hidden from callers who have nothing in common with them.</summary>
    public bool ManagedUsersAreHidden { get; init; } = true;

    /// <summary>Whether the names of deleted integrations remain taken.</summary>
    public bool NamesAreNeverReused { get; init; } = true;
}
