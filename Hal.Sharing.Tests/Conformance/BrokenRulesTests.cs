using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>
/// The model test finds errors: with a wrong rule in the model, random sequences lead to a difference, and shrink to a few requests.
/// </summary>
public sealed class BrokenRulesTests(ConformanceServer server, ITestOutputHelper output) : IClassFixture<ConformanceServer>
{
    private const int MostSequences = 200;
    private const int MostRequests = 6;

    private static readonly Dictionary<string, Rules> Broken = new()
    {
        ["Edit suffices to revoke"] = new() { RevokingNeedsGranting = false },
        ["dataWizard suffices to share"] = new() { RoleToShare = 4 },
        ["Level 2 suffices to share"] = new() { LevelToShare = 2 },
        ["Level 1 suffices to edit"] = new() { LevelToWrite = 1 },
        ["designer suffices to edit"] = new() { RoleToWrite = 3 },
        ["Level 2 suffices to transfer"] = new() { LevelToTransfer = 2 },
        ["publisher suffices to transfer"] = new() { RoleToTransfer = 5 },
        ["publisher suffices to delete"] = new() { RoleToDelete = 5 },
        ["designer suffices to receive for a team"] = new() { RoleInTarget = 3 },
        ["Level 3 counts for all members of a team"] = new() { TeamLevelOfMembers = 3 },
        ["Everyone sees managed users"] = new() { ManagedUsersAreHidden = false },
        ["Names of deleted integrations are free"] = new() { NamesAreNeverReused = false },
    };

    public static TheoryData<string> Names => [.. Broken.Keys];

    [Theory]
    [InlineData("Edit suffices to revoke")]
    [InlineData("Level 1 suffices to edit")]
    public Task BrokenRule_IsFound_InAFewRequests(string rule) => FindAsync(rule);

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Category", "Long")]
    public Task EachBrokenRule_IsFound_InAFewRequests(string rule) => FindAsync(rule);

    private async Task FindAsync(string rule)
    {
        var check = new ModelCheck(server, Broken[rule]);
        for (var seed = 1; seed <= MostSequences; seed++)
        {
            if (await check.FindAsync(seed) is not { } found)
                continue;
            output.WriteLine($"{rule}, found by sequence {seed}:\n{found}");
            found.Requests.Should().HaveCountLessThanOrEqualTo(MostRequests);
            (await new ModelCheck(server, Rules.Contract).FindAsync(seed)).Should().BeNull("only the broken rule differs");
            return;
        }
        Assert.Fail($"{MostSequences} sequences do not show: {rule}");
    }
}
