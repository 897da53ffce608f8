using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Tests.Access;

/// <summary>The permissions that the contract gives for each way to have access to an integration, as data.</summary>
public static class ContractTable
{
    public const string Superuser = "superuser";
    public const string Owner = "owner";

    // The last column is the highest level that can be granted: the caller's own, if they may share.
    private const string Text = """
        superuser         read write share changeOwner slug delete   3
        owner             read write share changeOwner slug delete   3
        level-1           read                                       0
        level-2           read write                                 0
        level-3           read write share changeOwner slug          3
        role-member       read                                       0
        role-memberPlus   read                                       0
        role-designer     read                                       0
        role-dataWizard   read write                                 0
        role-publisher    read write share                           2
        role-admin        read write share changeOwner slug delete   3
        """;

    private static readonly Dictionary<string, Holding> Rows = Text.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(words => words[0], words => new Holding([.. words[1..^1]], words[^1][0] - '0'));

    /// <summary>The roles with which a member can receive an integration for the team.</summary>
    public static IReadOnlySet<TeamRole> MayReceive { get; } =
        new HashSet<TeamRole> { TeamRole.DataWizard, TeamRole.Publisher, TeamRole.Admin };

    /// <summary>Returns what a caller with these facts may do: the union of what each way gives.</summary>
    public static Holding Of(bool isSuperuser, IntegrationFacts facts) => Of(Ways(isSuperuser, facts));

    /// <summary>Returns the union of what several ways give.</summary>
    public static Holding Of(IEnumerable<string> ways)
    {
        var rows = ways.Select(way => Rows[way]).ToList();
        return new([.. rows.SelectMany(row => row.Permissions).Distinct()], rows.Select(row => row.Grants).DefaultIfEmpty().Max());
    }

    /// <summary>The way of a share at this level: higher levels count as 3.</summary>
    public static string Level(int level) => level switch { 1 => "level-1", 2 => "level-2", _ => "level-3" };

    /// <summary>The way of a share to a team: level 3 counts as 2 for members who are not admins.</summary>
    public static string LevelByTeam(int level, bool isAdmin) => level >= 3 && !isAdmin ? "level-2" : Level(level);

    public static string Role(TeamRole role) => role switch
    {
        TeamRole.Member => "role-member",
        TeamRole.MemberPlus => "role-memberPlus",
        TeamRole.Designer => "role-designer",
        TeamRole.DataWizard => "role-dataWizard",
        TeamRole.Publisher => "role-publisher",
        TeamRole.Admin => "role-admin",
    };

    private static IEnumerable<string> Ways(bool isSuperuser, IntegrationFacts facts)
    {
        if (isSuperuser)
            yield return Superuser;
        if (facts.IsOwner)
            yield return Owner;
        if (facts.OwningTeamRole is { } role)
            yield return Role(role);
        if (facts.OwnShareLevel is { } own)
            yield return Level(own);
        if (facts.TeamShareLevel is { } team)
            yield return LevelByTeam(team, isAdmin: false);
        if (facts.AdminTeamShareLevel is { } adminTeam)
            yield return LevelByTeam(adminTeam, isAdmin: true);
    }
}

/// <summary>What a caller may do with an integration, and the highest level that they may grant; 0 for none.</summary>
public sealed record Holding(IReadOnlySet<string> Permissions, int Grants)
{
    public Holding(string[] permissions, int grants)
        : this(permissions.ToHashSet(), grants)
    {
    }

    public bool Has(string permission) => Permissions.Contains(permission);
}
