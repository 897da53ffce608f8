using Dapper;

namespace Hal.Sharing.Tests.Visibility;

/// <summary>A lookup finds what ties a user to an integration, from whichever side it starts.</summary>
public sealed class IntegrationFactsTests(MixedData mixed) : IClassFixture<MixedData>
{
    private const string RuleSql = """
        select r.role, s.level, t.level as team_level, a.level as admin_team_level
        from (select max(m.role) as role from memberships m where m.user_id = u.id and i.owner_id = 'team:' || m.team_id) r,
             (select max(s.access_level) as level from shares s where s.integration_id = i.id and s.principal_id = 'user:' || u.id) s,
             (select max(s.access_level) as level from shares s join memberships m on s.principal_id = 'team:' || m.team_id
              where s.integration_id = i.id and m.user_id = u.id and m.role < 6) t,
             (select max(s.access_level) as level from shares s join memberships m on s.principal_id = 'team:' || m.team_id
              where s.integration_id = i.id and m.user_id = u.id and m.role = 6) a
        where i.owner_id <> 'user:' || u.id
        """;

    [Fact]
    public async Task Facts_AreThoseOfTheRule()
    {
        var (wrong, tied, untied) = (await QueryAsync<(long, long, long)>($"""
            select count(*) filter (
                       where (f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level, f.is_tied)
                       is distinct from (
                           i.owner_id = 'user:' || u.id, n.role, n.level, n.team_level, n.admin_team_level,
                           i.owner_id = 'user:' || u.id or coalesce(n.role, n.level, n.team_level, n.admin_team_level) is not null)),
                   count(*) filter (where f.is_tied), count(*) filter (where not f.is_tied)
            from users u cross join integrations i
            cross join lateral integration_facts(u.id, i.id, i.owner_id) f left join lateral ({RuleSql}) n on true
            where u.id in ('wide', 'joiner', 'hoarder', 'lonely') or u.id like 'p%'
            """)).Single();

        wrong.Should().Be(0);
        tied.Should().BeGreaterThan(500);
        untied.Should().BeGreaterThan(1000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("owned")]
    [InlineData("shared")]
    public async Task ReachableIntegrations_AreTheTiedOnes(string how)
    {
        var wrong = await QueryAsync<string>($"""
            select u.id from users u
            cross join lateral (
                select array(select i.id from integrations i left join lateral ({RuleSql}) n on true
                             cross join lateral (select i.owner_id = 'user:' || u.id or n.role is not null as owned) o
                             where case @how when 'owned' then o.owned when 'shared' then not o.owned else true end
                               and (o.owned or coalesce(n.level, n.team_level, n.admin_team_level) is not null)
                             order by i.id) as ids) n
            where n.ids <> array(select r.id collate "C" as id from reachable_integrations(u.id, false, @how) r order by id)
            """, new { how });

        wrong.Should().BeEmpty();
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await mixed.Data.OutsideAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }
}
