using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Whether a check of an unchanged API raises no alarm: on other ports, with other IDs, at other times, with more data.</summary>
public sealed class LendingNewDataTests(LendingCheck check) : IClassFixture<LendingCheck>
{
    private static readonly DateTimeOffset NewYear = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Stock Usual = new();

    private static readonly (string What, Stock Stock)[] Libraries =
    [
        ("the same", Usual),
        ("the same on another port", Usual),
        ("other IDs", Usual with { Seed = 2 }),
        ("other IDs again", Usual with { Seed = 3 }),
        ("a minute later", Usual with { Now = Usual.Now.AddMinutes(1) }),
        ("in another year", Usual with { Now = NewYear }),
        ("in another time zone", Usual with { Now = Usual.Now.ToOffset(TimeSpan.FromHours(5)) }),
        ("one more book", Usual with { Books = 10 }),
        ("fewer books", Usual with { Books = 6 }),
        ("two more pages of books", Usual with { Books = 17 }),
        ("more pages than a check reads", Usual with { Books = 90 }),
        ("two more readers", Usual with { Readers = 7 }),
        ("many readers, and the suspended one far back", Usual with { Readers = 60 }),
        ("so many readers that a check reads some", Usual with { Readers = 400, Seed = 4 }),
        ("one more branch", Usual with { Branches = 3 }),
        ("more branches than a check reads", Usual with { Branches = 45 }),
        ("more loans", Usual with { Loans = 25, Seed = 5 }),
        ("more loans than a check reads", Usual with { Loans = 120, Books = 40, Seed = 6 }),
        ("more of everything", new Stock(Books: 30, Readers: 20, Loans: 30, Branches: 8, Seed: 7) { Now = NewYear }),
        ("a large library", new Stock(Books: 200, Readers: 200, Loans: 200, Branches: 20, Seed: 8) { Now = NewYear.AddYears(1) }),
        ("another large library", new Stock(Books: 150, Readers: 90, Loans: 60, Branches: 9, Seed: 9) { Now = NewYear.AddDays(7.77) }),
    ];

    public static TheoryData<string> Names => [.. Libraries.Select(library => library.What)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task UnchangedApi_RaisesNoAlarm(string what)
    {
        var stock = Libraries.Single(library => library.What == what).Stock;

        var result = await check.RunAsync(stock, Mutation.None, failOn: Severity.Rights);

        result.Differences.Where(result.Fails).Select(one => $"{one.Rule.Id} in {one.Kind} for {one.User}: {one.Text}").Should().BeEmpty();
        result.IsFailed.Should().BeFalse();
        result.Users.Should().OnlyContain(user => user.Documents > 10, "it must have read something");
    }

    [Fact]
    public async Task SameLibrary_HasNoDifferenceAtAll() => (await check.RunAsync(Usual, Mutation.None)).Differences.Should().BeEmpty();
}
