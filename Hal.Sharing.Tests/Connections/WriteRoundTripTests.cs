using Dapper;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Integrations;
using Hal.Sharing.Data.Memberships;
using Hal.Sharing.Data.Ownership;
using Hal.Sharing.Data.Shares;
using Hal.Sharing.Data.Statements;
using Hal.Sharing.Data.Teams;
using Hal.Sharing.Data.Users;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Connections;

/// <summary>An ordinary write is three round trips: the lock with the facts, the change with what the answer shows, and COMMIT.</summary>
public sealed class WriteRoundTripTests : IAsyncLifetime, IDisposable
{
    private const string Shared = "abc-123";

    private const string PreparedSql = "select statement, custom_plans from pg_prepared_statements";

    private static readonly Caller Admin = new("admin");
    private static readonly Caller Owner = new("asmith");

    private readonly DemoDatabase _database = new();
    private readonly SentCommands _sent;

    public WriteRoundTripTests() => _sent = new(() => _database.ConnectionString);

    [Fact]
    public async Task OrdinaryWrites_AreThreeRoundTrips()
    {
        await using var stack = new DataStack(_database.ConnectionString, "Maximum Pool Size=1");
        var complaints = new List<string>();
        foreach (var (name, write) in Writes(stack))
        {
            _sent.Clear();
            var result = (await write()).GetType().Name;
            if (_sent.Texts is not [_, _, "commit"] || result is not ("Created" or "Updated" or "Deleted"))
                complaints.Add($"{name}: {result}, {string.Join("\n---\n", _sent.Texts)}");
        }

        complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task EveryStatementOfAWrite_IsPrepared_AndPlannedOnce()
    {
        await using var stack = new DataStack(_database.ConnectionString, "Maximum Pool Size=1");
        var shares = new ShareCommands(stack.Database, TimeProvider.System);
        for (var i = 0; i < 4; i++)
            await shares.PutAsync(Admin, Shared, "team:engineering", 1 + (i % 2), Precondition.None, default);

        // In a write, because writes have connections of their own.
        var prepared = (await stack.Database.WriteAsync((transaction, _) =>
            transaction.Connection!.QueryAsync<(string Statement, long CustomPlans)>(PreparedSql), default)).ToList();

        prepared.Should().OnlyContain(statement => statement.CustomPlans == 0);
        prepared.Select(statement => statement.Statement).Should().Contain("call lock_integration($1, $2, $3, $4, $5, $6, null)")
            .And.Contain(statement => statement.Contains("'share.put'")).And.Contain("commit")
            .And.HaveCount(5, "the lock, the facts, the change, the access after it, and COMMIT");
    }

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    public void Dispose() => _sent.Dispose();

    private static IEnumerable<(string Name, Func<Task<object>> Write)> Writes(DataStack stack)
    {
        var (database, clock, condition) = (stack.Database, TimeProvider.System, Precondition.None);
        var shares = new ShareCommands(database, clock);
        yield return ("share with a user", async () => await shares.PutAsync(Admin, Shared, "user:coach", 1, condition, default));
        yield return ("share with a team", async () => await shares.PutAsync(Admin, Shared, "team:coaching", 2, condition, default));
        yield return ("own share", async () => await shares.PutAsync(Admin, Shared, "user:admin", 1, condition, default));
        yield return ("level", async () => await shares.PutAsync(Admin, Shared, "user:coach", 2, condition, default));
        yield return ("revocation", async () => await shares.DeleteAsync(Admin, Shared, "user:coach", condition, default));

        var ownership = new OwnershipCommands(database, clock);
        yield return ("transfer to a user", async () =>
            await ownership.TransferAsync(Admin, Shared, PrincipalId.Parse("user:jdoe"), condition, default));
        yield return ("transfer to a team", async () =>
            await ownership.TransferAsync(Admin, Shared, PrincipalId.Parse("team:engineering"), condition, default));

        var integrations = new IntegrationCommands(database, clock);
        yield return ("integration", async () => await integrations.CreateAsync(Admin, "new", new("new", "New", null, null), default));
        yield return ("content", async () =>
            await integrations.UpdateAsync(Admin, "new", new(null, "Newer", null, null), condition, default));
        yield return ("deletion", async () => await integrations.DeleteAsync(Admin, "new", condition, default));

        var members = new MembershipCommands(database, clock);
        yield return ("member", async () => await members.AddAsync(Owner, "analytics", "coach", TeamRole.Member, default));
        yield return ("role", async () => await members.ChangeAsync(Owner, "analytics", "coach", TeamRole.Admin, condition, default));
        yield return ("removal", async () => await members.RemoveAsync(Owner, "analytics", "coach", condition, default));

        var teams = new TeamCommands(database, clock, TeamLimits.Default, RenameLimit.Default);
        yield return ("team", async () => await teams.CreateAsync(Owner, "new", new("New", "", null, null, null), default));
        yield return ("team's content", async () =>
            await teams.UpdateAsync(Owner, "new", new("New", "changed", null, null, null), condition, default));
        yield return ("team's deletion", async () => await teams.DeleteAsync(Owner, "new", condition, default));

        var (creation, update) = (new UserCreation(database, clock), new UserUpdate(database, clock, RenameLimit.Default));
        yield return ("user", async () => await creation.CreateAsync(Admin, "new", new("New", null, null, null, false, null), default));
        yield return ("user's content", async () =>
            await update.UpdateAsync(Admin, "new", new("New", "First", null, null, false, null), condition, default));
    }
}
