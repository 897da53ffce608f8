using Dapper;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Principals;
using Hal.Sharing.Data.Statements;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Tests.Visibility;

/// <summary>Lists find the visible users as one set, single reads look up one user: both follow the rule in its simplest form.</summary>
public sealed class VisibleUsersTests(MixedData mixed) : IClassFixture<MixedData>
{
    private const string RuleSql = """
        with reached as materialized (
            select i.id from integrations i
            where i.owner_id = 'user:' || @caller
               or exists (select from memberships m where m.user_id = @caller and i.owner_id = 'team:' || m.team_id)
               or exists (select from shares s where s.integration_id = i.id and s.principal_id = 'user:' || @caller)
               or exists (select from shares s join memberships m on s.principal_id = 'team:' || m.team_id
                          where s.integration_id = i.id and m.user_id = @caller)
        ), teams as materialized (
            select m.team_id from memberships m where m.user_id = @caller
        )
        select u.id from users u
        where u.managed_by is null or u.managed_by = @caller or u.id = @caller
           or exists (select from users c where c.id = @caller and c.is_superuser)
           or exists (select from memberships m join teams t on t.team_id = m.team_id where m.user_id = u.id)
           or exists (select from team_authorizations a join teams t on t.team_id = a.team_id where a.user_id = u.id)
           or exists (select from integrations i join reached r on r.id = i.id where i.owner_id = u.principal_id)
           or exists (select from shares s join reached r on r.id = s.integration_id where s.principal_id = u.principal_id)
        order by u.id
        """;

    private const string OneByOneSql = """
        select u.id from users u
        where u.managed_by is null
           or can_see_managed_user(@caller, exists (select from users c where c.id = @caller and c.is_superuser), u.id, u.managed_by)
        order by u.id
        """;

    [Fact]
    public async Task Lists_HaveExactlyTheVisibleUsers()
    {
        var (users, principals) = (mixed.Data.Get<UserQueries>(), new PrincipalQueries(mixed.Data.Database));
        var numbers = new HashSet<int>();
        foreach (var caller in MixedData.Callers)
        {
            var visible = await IdsAsync(RuleSql, caller);
            numbers.Add(visible.Count);

            (await IdsAsync(OneByOneSql, caller)).Should().Equal(visible, caller.Id);
            foreach (var text in new[] { null, "NAME", "a" })
            {
                foreach (var limit in new[] { 1000, 13 })
                {
                    (await WalkAsync(page => users.ListAsync(caller, text, page, default), list => list.Page, view => view.User.Id, limit))
                        .Should().Equal(visible, "{0} searches users for {1}", caller.Id, text);
                    (await WalkAsync(
                            page => principals.ListAsync(caller, new(text, PrincipalKind.User), page, default),
                            list => list, row => row.Id, limit))
                        .Should().Equal(visible.Select(id => $"user:{id}"), "{0} searches principals for {1}", caller.Id, text);
                }
            }
        }
        numbers.Should().HaveCountGreaterThan(10, "callers see different users");
    }

    [Fact]
    public async Task AllPrincipals_AreTeamsAndVisibleUsers()
    {
        var principals = new PrincipalQueries(mixed.Data.Database);
        foreach (var caller in MixedData.Callers)
        {
            var ids = await WalkAsync(
                page => principals.ListAsync(caller, new(null, null), page, default), list => list, row => row.Id, 1000);

            ids.Where(id => id.StartsWith("user:", StringComparison.Ordinal)).Select(id => id[5..])
                .Should().Equal(await IdsAsync(RuleSql, caller));
            ids.Count(id => id.StartsWith("team:", StringComparison.Ordinal)).Should().Be(1020);
        }
    }

    [Fact]
    public async Task ReleasedAndAdoptedUsers_AreListedAccordingly()
    {
        var users = mixed.Data.Get<UserQueries>();
        var lonely = new Caller("lonely");
        const string id = "p029";

        foreach (var (party, isThere) in new[] { (null, true), ("app", false), ("lonely", true), ("p000", false) })
        {
            await mixed.Data.ExecuteAsync("update users set managed_by = @party where id = @id", new { id, party });

            (await users.ListAsync(lonely, id, new(1000), default)).Page.Rows.Should().HaveCount(isThere ? 1 : 0);
        }
    }

    [Fact]
    public async Task UserWhoCanBeDeleted_HasNoTies() =>
        (await IdsAsync("""
            select u.id from users u cross join lateral account_ties(u.id) t
            where can_be_deleted(u.id)
                  <> (t.owned_count = 0 and t.managed_count = 0 and not t.is_last_superuser and t.sole_admin_teams = '')
            """, new Caller("root"))).Should().BeEmpty();

    private async Task<IReadOnlyList<string>> IdsAsync(string sql, Caller caller)
    {
        await using var connection = await mixed.Data.OutsideAsync();
        return (await connection.QueryAsync<string>(sql, new { caller = caller.Id })).AsList();
    }

    /// <summary>Returns the IDs of all pages. Each page has the same total and links back to the page before.</summary>
    private static async Task<IReadOnlyList<string>> WalkAsync<TList, TRow>(
        Func<PageRequest, Task<TList>> read, Func<TList, Page<TRow>> page, Func<TRow, string> id, int limit)
    {
        var ids = new List<string>();
        var starts = new List<string>();
        long? total = null;
        for (var after = ""; after is not null;)
        {
            var current = page(await read(new(limit, after)));
            (total ?? current.Total).Should().Be(current.Total);
            current.PreviousAfter.Should().Be(starts.Count == 0 ? null : starts[^1]);
            total = current.Total;
            ids.AddRange(current.Rows.Select(id));
            starts.Add(after);
            after = current.NextAfter;
        }
        total.Should().Be(ids.Count);
        return ids;
    }
}
