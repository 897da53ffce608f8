using Dapper;

namespace Hal.Sharing.Tests.Visibility;

/// <summary>
/// Pages of the users who can reach an integration are those of the rule, whether these are collected, merged or searched.
/// </summary>
public sealed class AccessPagesTests(MixedData mixed) : IClassFixture<MixedData>
{
    // The users of the rule, for some integrations and readers.
    private const string ExpectedSql = """
        with expected as materialized (
            select r.id as reader, r.is_superuser, i.id as integration, i.owner_id, q.pattern, array(
                select u.id
                from users u join principals p on p.id = 'user:' || u.id
                cross join lateral integration_facts(u.id, i.id, i.owner_id) f
                where (f.is_tied or (r.is_superuser and u.is_superuser))
                  and (u.managed_by is null or can_see_managed_user(r.id, r.is_superuser, u.id, u.managed_by))
                  and (q.pattern is null or p.search like q.pattern)
                order by u.id) as ids
            from users r cross join integrations i cross join lateral integration_facts(r.id, i.id, i.owner_id) f
            cross join (values (null), ('%m00%'), ('%p%')) q (pattern)
            where r.id in ('root', 'wide', 'joiner', 'hoarder', 'p000', 'p001', 'm000') and i.id like '%5' and (f.is_tied or r.is_superuser)
        )
        """;

    private const string WrongPagesSql = $$"""
        {{ExpectedSql}}
        select format('%s for %s like %s: %s after "%s"', e.integration, e.reader, e.pattern, size, e.ids[page * size])
        from expected e
        cross join unnest(array[1, 3, 50]) size
        cross join lateral generate_series(0, least(cardinality(e.ids) / size, 12)) page
        cross join lateral (
            select max(l.total) as total, max(l.previous_after) as previous_after,
                   coalesce(array_agg(l.user_id order by l.user_id collate "C") filter (where l.user_id is not null), '{}') as ids
            from list_access_users(
                e.reader, e.is_superuser, e.integration, e.owner_id, e.pattern, coalesce(e.ids[page * size], ''), size) l) l
        where l.total <> least(cardinality(e.ids), counted_rows())
           or l.previous_after is distinct from e.ids[(page - 1) * size]
           or l.ids is distinct from e.ids[page * size + 1:(page + 1) * size + 1]
        """;

    /// <param name="counted">How many users are counted: with more, pages are merged from the ranges of the teams.</param>
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
        (await connection.QuerySingleAsync<long>($"{ExpectedSql} select count(*) from expected e where cardinality(e.ids) > 10"))
            .Should().BeGreaterThan(50, "the rule finds users");
    }

    [Fact]
    public async Task Ties_AreTheFacts_AndThoseOfTheOwner()
    {
        await using var connection = await mixed.Data.OutsideAsync();

        (await connection.QueryAsync<string>("""
            select u.id || ' ' || i.id
            from users u cross join integrations i
            cross join lateral integration_facts(u.id, i.id, i.owner_id) f
            cross join lateral access_ties(u.id, i.id, i.owner_id, 'root', true, false) t
            where t.is_superuser or f.is_owner <> t.is_owner or f.is_tied <> (t.paths > 0)
               or (not f.is_owner
                   and (f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level)
                   is distinct from (t.owning_team_role, t.own_share_level, t.team_share_level, t.admin_team_share_level))
            """)).Should().BeEmpty();
    }
}
