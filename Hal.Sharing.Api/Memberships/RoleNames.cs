namespace Hal.Sharing.Api.Memberships;

/// <summary>The names of roles in documents.</summary>
public static class RoleNames
{
    private static readonly string[] Ascending = ["member", "memberPlus", "designer", "dataWizard", "publisher", "admin"];

    public static IReadOnlyList<string> All => Ascending;

    public static string Of(TeamRole role) => Ascending[(int)role - 1];

    /// <summary>Returns null unless the name is exactly that of a role.</summary>
    public static TeamRole? Find(string name) => Array.IndexOf(Ascending, name) is >= 0 and var index ? (TeamRole)(index + 1) : null;
}
