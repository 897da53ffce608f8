using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.History;

/// <summary>All rows that a change can be about, by the subject that a change has, with their properties as text.</summary>
public sealed record TableState(IReadOnlyDictionary<string, string> Rows)
{
    private const string RowsSql = """
        select 'share:' || integration_id || '/' || principal_id as subject, access_level::text as state from shares
        union all
        select 'membership:' || team_id || '/' || user_id, role::text from memberships
        union all
        select 'authorization:' || user_id || '/' || team_id, array_to_string(scopes, ' ') from team_authorizations
        union all
        select 'integration:' || id, concat_ws('|', owner_id, slug, name, type, description) from integrations
        union all
        select 'team:' || t.id, concat_ws('|', p.name, t.description, t.url, t.image, t.privacy_statement)
        from teams t join principals p on p.id = t.principal_id
        union all
        select 'user:' || u.id, concat_ws('|', u.is_superuser, coalesce(u.managed_by, ''), p.name, u.first_name, u.last_name, u.email)
        from users u join principals p on p.id = u.principal_id
        union all
        select 'client:' || id, name from clients
        """;

    public static async Task<TableState> ReadAsync(SharingFixture stage) => new(
        (await stage.QueryAsync<(string Subject, string State)>(RowsSql)).ToDictionary(row => row.Subject, row => row.State));

    /// <summary>Returns the subjects of the rows that were added, changed or removed.</summary>
    public IEnumerable<string> Changed(TableState later) => Rows.Keys.Union(later.Rows.Keys)
        .Where(subject => Rows.GetValueOrDefault(subject) != later.Rows.GetValueOrDefault(subject));

    /// <summary>Returns the rows of one kind, without the kind in their subjects.</summary>
    public IEnumerable<(string Ids, string State)> Of(string kind) =>
        from row in Rows
        where row.Key.StartsWith(kind + ":", StringComparison.Ordinal)
        select (row.Key[(kind.Length + 1)..], row.Value);
}
