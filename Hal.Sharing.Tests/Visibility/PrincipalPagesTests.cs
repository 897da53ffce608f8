using Dapper;

namespace Hal.Sharing.Tests.Visibility;

/// <summary>
/// Pages of principals, one after the other, are those that the caller sees one by one, whether all managed users of the caller are found,
/// or those near the page.
/// </summary>
public sealed class PrincipalPagesTests(MixedData mixed) : IClassFixture<MixedData>
{
    /// <param name="counted">How many principals are counted: if everyone sees more, managed users near the page are looked up.</param>
    [Theory]
    [InlineData(10_001)]
    [InlineData(10)]
    public async Task Pages_AreTheVisiblePrincipals(int counted)
    {
        await using var connection = await mixed.Data.OutsideAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync($"""
            create or replace function counted_rows() returns integer language sql immutable as $$ select {counted} $$
            """);

        (await connection.QueryAsync<string>("""
            with expected as materialized (
                select u.id as caller, u.is_superuser, start, array(
                    select p.id from principals p cross join lateral visible_principal(u.id, u.is_superuser, p.id)
                    where p.id > start and p.id < 'user;' order by p.id) as ids
                from users u cross join unnest(array['team:t1015', 'user:']) start
                where u.id in ('root', 'wide', 'joiner', 'lonely', 'p000', 'p001', 'p011', 'm000')
            )
            select format('%s after "%s": %s', e.caller, coalesce(e.ids[page * size], e.start), size)
            from expected e
            cross join unnest(array[1, 2, 5, 40]) size
            cross join lateral generate_series(0, cardinality(e.ids) / size) page
            cross join lateral (
                select max(p.total) as total, max(p.previous_after) as previous_after,
                       coalesce(array_agg(p.id order by p.id collate "C") filter (where p.id is not null), '{}') as ids
                from list_principals(e.caller, e.is_superuser, e.start, 'user;', coalesce(e.ids[page * size], ''), size) p) p
            where p.total <> least(cardinality(e.ids), counted_rows())
               or p.previous_after is distinct from e.ids[(page - 1) * size]
               or p.ids is distinct from e.ids[page * size + 1:(page + 1) * size + 1]
            """)).Should().BeEmpty();
    }
}
