using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Tests.Access;

/// <summary>
/// The rules against the contract's table, for every combination of ways to have access to an integration. SQL decides who can read it:
/// <see cref="Visibility.ReadableIntegrationsTests"/>.
/// </summary>
public sealed class IntegrationAccessTests
{
    private static readonly int?[] Levels = [null, 1, 2, 3, 4, int.MaxValue];
    private static readonly TeamRole?[] Roles = [null, .. Enum.GetValues<TeamRole>().Cast<TeamRole?>()];

    private static readonly IReadOnlyList<Case> Cases =
    [
        .. from isSuperuser in new[] { false, true }
           from isOwner in new[] { false, true }
           from role in Roles
           from own in Levels
           from team in Levels
           from adminTeam in Levels
           select new Case(isSuperuser, new(isOwner, role, own, team, adminTeam)),
    ];

    public static TheoryData<string, Func<IntegrationAccess, bool>> Permissions => new()
    {
        { "write", access => access.CanWrite },
        { "share", access => access.CanShare },
        { "changeOwner", access => access.CanChangeOwner },
        { "slug", access => access.CanChangeSlug },
        { "delete", access => access.CanDelete },
    };

    [Theory]
    [MemberData(nameof(Permissions))]
    public void Permission_IsGrantedAsTheContractSays(string permission, Func<IntegrationAccess, bool> holds)
    {
        var differences = Cases.Where(one => holds(one.Access) != one.Expected.Has(permission)).Select(one => one.ToString());

        differences.Should().BeEmpty("of {0} cases", Cases.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void Level_CanBeGranted_ByCallersWhoHaveItAndMayShare(int level)
    {
        var differences = Cases.Where(one => one.Access.CanGrant(level) != Math.Min(level, 3) <= one.Expected.Grants);

        differences.Select(one => one.ToString()).Should().BeEmpty("of {0} cases", Cases.Count);
    }

    [Fact]
    public void GrantableLevel_IsTheHighestThatCanBeGranted()
    {
        var differences = Cases.Where(one => one.Access.GrantableLevel != one.Expected.Grants).Select(one => one.ToString());

        differences.Should().BeEmpty("of {0} cases", Cases.Count);
    }

    [Fact]
    public void TransferToTeam_RequiresDataWizardInThatTeam_OrSuperuser()
    {
        var differences =
            from one in Cases
            from role in Roles
            let expected = one.IsSuperuser || (role is { } held && ContractTable.MayReceive.Contains(held))
            where one.Access.CanChangeOwnerToTeam(role) != expected
            select $"{role} in the team, {one}";

        differences.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Permissions))]
    public void TokenThatOnlyReads_ChangesNothing(string permission, Func<IntegrationAccess, bool> holds)
    {
        var caller = new Caller("caller") { Scopes = new HashSet<string> { "data:read" } };

        Cases.Where(one => holds(one.By(caller))).Select(one => one.ToString()).Should().BeEmpty("of {0}", permission);
    }

    [Theory]
    [MemberData(nameof(Permissions))]
    public void TokenForATeam_EditsOnlyWhatTheUserOwns(string permission, Func<IntegrationAccess, bool> holds)
    {
        var caller = new Caller("caller") { Scopes = new HashSet<string> { "data:read", "data:write" }, TeamId = "readers" };
        var differences = Cases.Where(one => holds(one.By(caller)) != (permission == "write" && one.Facts.IsOwner));

        differences.Select(one => one.ToString()).Should().BeEmpty();
    }

    [Fact]
    public void OwnerAndShares_CanBeRead_ByCallersWithAccess_UnlessATeamActs()
    {
        Cases.Where(one => one.Access.CanReadAccess != (one.IsSuperuser || one.Facts != IntegrationFacts.None)).Should().BeEmpty();
        Cases.Where(one => one.By(new("caller") { TeamId = "readers" }).CanReadAccess).Should().BeEmpty();
    }

    private sealed record Case(bool IsSuperuser, IntegrationFacts Facts)
    {
        public IntegrationAccess Access => By(new("caller"));

        /// <summary>The same facts, with a narrower token.</summary>
        public IntegrationAccess By(Caller caller) => new(caller, IsSuperuser, Facts);

        public Holding Expected { get; } = ContractTable.Of(IsSuperuser, Facts);

        public override string ToString() => $"{(IsSuperuser ? "a superuser's " : "")}{Facts}";
    }
}
