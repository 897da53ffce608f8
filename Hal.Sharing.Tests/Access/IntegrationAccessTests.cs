using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Tests.Access;

/// <summary>The rules against the contract's table, for every way to hold an integration together with every other.</summary>
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
        { "read", access => access.CanRead },
        { "write", access => access.CanWrite },
        { "share", access => access.CanShare },
        { "changeOwner", access => access.CanChangeOwner },
        { "slug", access => access.CanChangeSlug },
        { "delete", access => access.CanDelete },
    };

    [Theory]
    [MemberData(nameof(Permissions))]
    public void Permission_IsHeldByExactlyThoseWhomTheContractNames(string permission, Func<IntegrationAccess, bool> holds)
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
    public void Level_IsGrantedByExactlyThoseWhoHoldItAndMayShare(int level)
    {
        var differences = Cases.Where(one => one.Access.CanGrant(level) != Math.Min(level, 3) <= one.Expected.Grants).Select(one => one.ToString());

        differences.Should().BeEmpty("of {0} cases", Cases.Count);
    }

    [Fact]
    public void GrantableLevel_IsTheHighestThatMayBeGranted()
    {
        var differences = Cases.Where(one => one.Access.GrantableLevel != one.Expected.Grants).Select(one => one.ToString());

        differences.Should().BeEmpty("of {0} cases", Cases.Count);
    }

    [Fact]
    public void TransferToTeam_NeedsDataWizardThereOrASuperuser()
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
    public void TokenToReadOnly_ReadsAndDoesNothingElse(string permission, Func<IntegrationAccess, bool> holds)
    {
        var caller = new Caller("somebody") { Scopes = new HashSet<string> { "data:read" } };
        var differences = Cases.Where(one => holds(one.By(caller)) != (permission == "read" && one.Expected.Has(permission))).Select(one => one.ToString());

        differences.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Permissions))]
    public void TokenForATeam_EditsWhatTheUserHimselfOwnsAndNothingElse(string permission, Func<IntegrationAccess, bool> holds)
    {
        var caller = new Caller("somebody") { Scopes = new HashSet<string> { "data:read", "data:write" }, TeamId = "readers" };
        var differences = Cases.Where(one => holds(one.By(caller)) != (permission is "read" or "write" && one.Facts.IsOwner)).Select(one => one.ToString());

        differences.Should().BeEmpty();
    }

    private sealed record Case(bool IsSuperuser, IntegrationFacts Facts)
    {
        public IntegrationAccess Access => By(new("somebody"));

        /// <summary>The same facts, with a token that is narrower.</summary>
        public IntegrationAccess By(Caller caller) => new(caller, IsSuperuser, Facts);

        public Holding Expected { get; } = ContractTable.Of(Ways(IsSuperuser, Facts));

        public override string ToString() => $"{(IsSuperuser ? "a superuser's " : "")}{Facts}";

        private static IEnumerable<string> Ways(bool isSuperuser, IntegrationFacts facts)
        {
            if (isSuperuser)
                yield return ContractTable.Superuser;
            if (facts.IsOwner)
                yield return ContractTable.Owner;
            if (facts.OwningTeamRole is { } role)
                yield return ContractTable.Role(role);
            if (facts.OwnShareLevel is { } own)
                yield return ContractTable.Level(own);
            if (facts.TeamShareLevel is { } team)
                yield return ContractTable.LevelByTeam(team, isAdmin: false);
            if (facts.AdminTeamShareLevel is { } adminTeam)
                yield return ContractTable.LevelByTeam(adminTeam, isAdmin: true);
        }
    }
}
