using Dapper;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Tests.Access;

namespace Hal.Sharing.Tests.Visibility;

/// <summary>Exactly the callers that the contract names can read an integration, in single reads, lists and locks.</summary>
public sealed class ReadableIntegrationsTests(MixedData mixed) : IClassFixture<MixedData>
{
    private const string CallersSql = "users u where u.id in ('root', 'wide', 'joiner', 'hoarder', 'lonely') or u.id like 'p%'";

    [Fact]
    public async Task Rule_IsThatOfTheContract() =>
        (await QueryAsync<string>("""
            select (o, t, s, a)::text
            from unnest(array[true, false]) o, unnest(array[true, false]) t, unnest(array[true, false]) s, unnest(array[true, false]) a
            where can_read_integration(o, t, s, a) <> case when a then o else o or t or s end
            """)).Should().BeEmpty();

    [Fact]
    public async Task Integration_IsVisibleToTheCallersOfTheContract()
    {
        var cases = await QueryAsync<CaseRow>($"""
            select u.id as caller, i.id, u.is_superuser, f.is_owner, f.owning_team_role, f.own_share_level, f.team_share_level,
                   f.admin_team_share_level,
                   exists (select from visible_integration(u.id, u.is_superuser, false, i.slug)) as is_visible,
                   exists (select from visible_integration(u.id, u.is_superuser, true, i.slug)) as is_visible_to_team
            from integrations i
            cross join (select * from {CallersSql}) u
            cross join lateral integration_facts(u.id, i.id, i.owner_id) f
            """);

        cases.Where(one => one.IsVisible != ContractTable.Of(one.IsSuperuser, one.Facts).Has("read")).Should().BeEmpty();
        cases.Where(one => one.IsVisibleToTeam != one.IsOwner).Should().BeEmpty();
        cases.Select(one => one.IsVisible).Should().Contain(true).And.Contain(false);
        cases.Select(one => one.IsVisibleToTeam).Should().Contain(true).And.Contain(false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lists_HaveExactlyTheVisibleIntegrations(bool actsForTeam) =>
        (await QueryAsync<string>($"""
            select u.id
            from (select * from {CallersSql}) u
            cross join lateral (
                select array(select i.id from integrations i
                             where exists (select from visible_integration(u.id, u.is_superuser, @actsForTeam, i.id))
                             order by i.id) as ids) v
            where v.ids <> array(select p.id collate "C" as id from list_integrations(u.id, u.is_superuser, @actsForTeam, '', '', 1000) p
                                 where p.id is not null order by id)
               or v.ids <> array(select p.id collate "C" as id
                                 from find_integrations(u.id, u.is_superuser, @actsForTeam, '', '%name%', '', 1000) p
                                 where p.id is not null order by id)
            """, new { actsForTeam })).Should().BeEmpty();

    [Fact]
    public async Task Locks_AreTakenByCallersWhoCanRead()
    {
        await using var connection = await mixed.Data.OutsideAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        await connection.ExecuteAsync($"""
            do $test$
            declare
                one record;
                is_locked boolean;
            begin
                for one in
                    select u.id as caller, i.id, team.id as team,
                           exists (select from visible_integration(
                                       u.id, u.is_superuser and team.id is null, team.id is not null, i.id)) as is_visible
                    from (select * from {CallersSql}) u
                    cross join (select * from integrations where id < 'i040') i cross join (values (null), ('t0001')) team (id)
                loop
                    call lock_integration(one.caller, null, one.team, one.team is not null, one.id, null, is_locked);
                    if is_locked <> one.is_visible then
                        raise exception '% as %', one.caller, one;
                    end if;
                end loop;
            end $test$
            """);
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await mixed.Data.OutsideAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    private sealed record CaseRow(
        string Caller, string Id, bool IsSuperuser, bool IsOwner, TeamRole? OwningTeamRole, int? OwnShareLevel, int? TeamShareLevel,
        int? AdminTeamShareLevel, bool IsVisible, bool IsVisibleToTeam)
    {
        public IntegrationFacts Facts => new(IsOwner, OwningTeamRole, OwnShareLevel, TeamShareLevel, AdminTeamShareLevel);
    }
}
