using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Tests.Access;

/// <summary>What the contract says that each way to hold an integration allows, written down a second time as data.</summary>
public static class ContractTable
{
    public const string Superuser = "superuser";
    public const string Owner = "owner";

    // The level that may be granted stands last: what he holds himself, for those who may share at all.
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

    /// <summary>The roles that let a member receive an integration for his team.</summary>
    public static IReadOnlySet<TeamRole> MayReceive { get; } = new HashSet<TeamRole> { TeamRole.DataWizard, TeamRole.Publisher, TeamRole.Admin };

    /// <summary>The union of what several ways to hold it give.</summary>
    public static Holding Of(IEnumerable<string> ways)
    {
        var rows = ways.Select(way => Rows[way]).ToList();
        return new([.. rows.SelectMany(row => row.Permissions).Distinct()], rows.Select(row => row.Grants).DefaultIfEmpty().Max());
    }

    /// <summary>The way that a share of this level is: higher levels count as 3.</summary>
    public static string Level(int level) => level switch { 1 => "level-1", 2 => "level-2", _ => "level-3" };

    /// <summary>A share to a team counts for its members: level 3 is 2 for all but its admins.</summary>
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
}

/// <summary>What somebody may do with an integration, and the highest level that he may grant; 0 for none.</summary>
public sealed record Holding(IReadOnlySet<string> Permissions, int Grants)
{
    public Holding(string[] permissions, int grants)
        : this(permissions.ToHashSet(), grants)
    {
    }

    public bool Has(string permission) => Permissions.Contains(permission);
}
