using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Tests.Access;

/// <summary>The reasons of a user's access against the contract's table, for random sets of paths.</summary>
public sealed class AccessReasonsTests
{
    private static readonly IReadOnlyList<AccessPath> Possible =
    [
        new(AccessVia.Owner, "user:u", null, null),
        .. from role in Enum.GetValues<TeamRole>() select new AccessPath(AccessVia.OwningTeam, "team:o", role, null),
        .. from level in new[] { 1, 2, 3, 7 } select new AccessPath(AccessVia.Share, "user:u", null, level),
        .. from level in new[] { 1, 2, 3, 7 }
           from role in new[] { TeamRole.Member, TeamRole.Publisher, TeamRole.Admin }
           select new AccessPath(AccessVia.TeamShare, $"team:{level}{role}", role, level),
        new(AccessVia.Superuser, null, null, null),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Paths_HaveTheLevelsOfTheContract(int number)
    {
        var random = new Random(number);
        var paths = Possible.Where(_ => random.Next(4) == 0).ToList();

        var reasons = AccessReasons.Of(paths);

        if (paths.Count == 0)
        {
            reasons.Should().BeNull();
            return;
        }
        reasons!.Level.Should().Be(LevelOf(paths));
        reasons.IsOwner.Should().Be(paths.Any(path => path.Via == AccessVia.Owner));
        reasons.Paths.Should().Equal(paths.Select(path => new AccessReason(
            path, LevelOf([path])!.Value, LevelOf([.. paths.Where(other => other != path)]))));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void HiddenPaths_AreOneReason(int number)
    {
        var random = new Random(number);
        List<AccessPath> paths = [.. Possible.Where(_ => random.Next(4) == 0)
            .Select(path => path with { IsVisible = path.Role is null || random.Next(2) == 0 })];
        var hidden = paths.Where(path => !path.IsVisible).ToList();
        var visible = paths.Where(path => path.IsVisible).ToList();

        var reasons = AccessReasons.Of(paths)?.Paths ?? [];

        reasons.Select(reason => reason.Path).Where(path => path is not null).Should().Equal(visible);
        reasons.Should().HaveCount(visible.Count + Math.Min(hidden.Count, 1));
        if (hidden.Count > 0)
            reasons[^1].Should().Be(new AccessReason(null, LevelOf(hidden)!.Value, LevelOf(visible)));
    }

    [Fact]
    public void ThousandsOfPaths_TakeLinearTime()
    {
        var paths = Enumerable.Range(0, 200_000).Select(i => new AccessPath(AccessVia.TeamShare, $"team:{i}", TeamRole.Member, 1)).ToList();

        AccessReasons.Of(paths)!.Paths.Should().HaveCount(200_000).And.OnlyContain(reason => reason.IfRemoved == 1);
    }

    /// <summary>The level by the table: 3 permits a transfer, 2 permits a change.</summary>
    private static int? LevelOf(List<AccessPath> paths) => paths.Count == 0
        ? null
        : ContractTable.Of(paths.Select(Way)) is var holding && holding.Has("changeOwner") ? 3 : holding.Has("write") ? 2 : 1;

    private static string Way(AccessPath path) => path.Via switch
    {
        AccessVia.Owner => ContractTable.Owner,
        AccessVia.OwningTeam => ContractTable.Role(path.Role!.Value),
        AccessVia.Share => ContractTable.Level(path.ShareLevel!.Value),
        AccessVia.TeamShare => ContractTable.LevelByTeam(path.ShareLevel!.Value, path.Role == TeamRole.Admin),
        AccessVia.Superuser => ContractTable.Superuser,
    };
}
