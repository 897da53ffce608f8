using Dapper;

namespace Hal.Sharing.Tests.Visibility;

/// <summary>Pages of integrations, one after the other, are the integrations of the rule, whether these are collected or merged.</summary>
public sealed class IntegrationPagesTests(MixedData mixed) : IClassFixture<MixedData>
{
    private const string WrongPagesSql = """
        with expected as materialized (
            select u.id as caller, u.is_superuser, acts_for_team, reach, array(
                select i.id
                from integrations i
                cross join lateral integration_facts(u.id, i.id, i.owner_id) f
                cross join lateral (
                    select f.is_owner or (not acts_for_team and f.owning_team_role is not null) as is_owned) o
                where can_read_integration(f.is_owner, f.is_tied, u.is_superuser and reach = '', acts_for_team)
                  and case reach when 'owned' then o.is_owned when 'shared' then not o.is_owned else true end
                order by i.id) as ids
            from users u cross join unnest(array[true, false]) acts_for_team cross join unnest(array['', 'owned', 'shared']) reach
            where u.id in ('root', 'wide', 'joiner', 'hoarder', 'lonely', 'p000', 'p001', 'p002', 'm000')
        )
        select format('%s of %s as %s: %s after "%s"', e.reach, e.caller, e.acts_for_team, size, e.ids[page * size])
        from expected e
        cross join generate_series(1, 5, 2) size
        cross join lateral (
            select page from generate_series(0, cardinality(e.ids) / size) page where page < 4 or page % 3 = 0) pages
        cross join lateral (
            select max(p.total) as total, max(p.previous_after) as previous_after,
                   coalesce(array_agg(p.id order by p.id collate "C") filter (where p.id is not null), '{}') as ids
            from list_integrations(e.caller, e.is_superuser, e.acts_for_team, e.reach, coalesce(e.ids[page * size], ''), size) p) p
        where p.total <> least(cardinality(e.ids), counted_rows())
           or p.previous_after is distinct from e.ids[(page - 1) * size]
           or p.ids is distinct from e.ids[page * size + 1:(page + 1) * size + 1]
        """;

    /// <param name="counted">How many integrations are counted: with more, pages are merged from the ranges of the principals.</param>
    [Theory]
    [InlineData(10_001)]
    [InlineData(30)]
    [InlineData(2)]
    public async Task Pages_AreThoseOfTheRule(int counted)
    {
        await using var connection = await mixed.Data.OutsideAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync($"""
            create or replace function counted_rows() returns integer language sql immutable as $$ select {counted} $$
            """);

        (await connection.QueryAsync<string>(WrongPagesSql)).Should().BeEmpty();
    }

    /// <summary>Cursors are not always IDs of the collection: an integration can be deleted, or no longer be shared.</summary>
    [Fact]
    public async Task IntegrationsBehindAndBeforeAnyId_AreThoseOfTheSet()
    {
        await using var connection = await mixed.Data.OutsideAsync();

        (await connection.QueryAsync<string>("""
            select format('%s of %s at %s', reach, u.id, i.id)
            from users u
            cross join unnest(array['', 'owned', 'shared']) reach
            cross join lateral (
                select principals_of(u.id, false) as all, array(select reachable_integrations(u.id, false, reach)) as ids) u2
            cross join (select id || suffix as id from integrations cross join unnest(array['', '~']) suffix where id like '%5') i
            cross join generate_series(1, 31, 10) wanted
            where u.id in ('wide', 'joiner', 'hoarder', 'lonely', 'p000', 'p001')
              and (array(select n.id from next_integrations(u2.all, reach <> 'owned', reach, i.id, wanted) n)
                   <> array(select r.id from unnest(u2.ids) r (id) where r.id > i.id order by r.id collate "C" limit wanted)
                or array(select n.id from previous_integrations(u2.all, reach <> 'owned', reach, i.id, wanted) n)
                   <> array(select r.id from unnest(u2.ids) r (id) where r.id <= i.id order by r.id collate "C" desc limit wanted))
            """)).Should().BeEmpty();
    }
}
