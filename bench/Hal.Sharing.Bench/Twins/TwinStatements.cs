namespace Hal.Sharing.Bench.Twins;

/// <summary>The obvious statements: one for each document, with the facts that decide the caller's rights.</summary>
internal static class TwinStatements
{
    private const string Integration = """
        with caller as (
            select u.id, u.is_superuser from users u where u.id = @caller
        ), integration as (
            select i.* from integrations i where i.id = @name or i.slug = @name
        ), roles as (
            select m.team_id, m.role from memberships m join caller c on c.id = m.user_id
        ), held as (
            select s.principal_id, s.access_level from shares s join integration i on i.id = s.integration_id
            where s.principal_id = 'user:' || (select id from caller) or s.principal_id in (select 'team:' || team_id from roles)
        )
        select (select is_superuser from caller), i.id, i.owner_id,
               (select max(role) from roles where 'team:' || team_id = i.owner_id) as role,
               (select max(least(h.access_level, case when r.role < 6 then 2 else 3 end))
                from held h left join roles r on 'team:' || r.team_id = h.principal_id) as level
        """;

    public const string ShareList = $"""
        {Integration},
               s.principal_id, s.access_level, s.created_at, s.updated_at, coalesce(pu.name, pt.name) as name, 'user:' || g.id as granted_by
        from integration i
        left join shares s on s.integration_id = i.id
        left join users u on u.principal_id = s.principal_id left join principals pu on pu.id = u.principal_id
        left join teams t on t.principal_id = s.principal_id left join principals pt on pt.id = t.principal_id
        left join users g on g.id = s.granted_by and g.managed_by is null
        order by s.principal_id
        """;

    public const string Share = $"""
        {Integration},
               s.principal_id, s.access_level, s.created_at, s.updated_at, p.name, 'user:' || g.id as granted_by
        from integration i
        left join shares s on s.integration_id = i.id and s.principal_id = @principal
        left join principals p on p.id = s.principal_id
        left join users g on g.id = s.granted_by and g.managed_by is null
        """;

    public const string OneIntegration = $"""
        {Integration},
               i.slug, i.name, i.type, i.description, i.created_at, i.updated_at
        from integration i
        """;

    public const string Owner = $"""
        {Integration},
               p.name
        from integration i join principals p on p.id = i.owner_id
        """;

    public const string IntegrationList = """
        with roles as (
            select m.team_id, m.role from memberships m where m.user_id = @caller
        ), mine as (
            select 'user:' || @caller as principal_id, null::smallint as role
            union all
            select 'team:' || team_id, role from roles
        ), reached as (
            select i.id from integrations i join mine on mine.principal_id = i.owner_id
            union
            select s.integration_id from shares s join mine on mine.principal_id = s.principal_id
        ), page as (
            select id from reached order by id limit 101
        )
        select false, i.id, i.owner_id, (select role from mine where mine.principal_id = i.owner_id) as role,
               (select max(least(s.access_level, case when mine.role < 6 then 2 else 3 end))
                from mine join shares s on s.principal_id = mine.principal_id and s.integration_id = i.id) as level,
               i.slug, i.name, i.type, i.description, i.created_at, i.updated_at,
               (select count(*) from (select from reached limit 10001) counted) as total
        from page join integrations i on i.id = page.id
        order by i.id
        """;

    public const string Caller = "select u.is_superuser, u.managed_by is not null as is_managed from users u where u.id = @caller";

    public const string Teams = """
        select t.id, p.name, t.description, t.url, t.image, t.privacy_statement, m.role = 6 as is_admin
        from memberships m join teams t on t.id = m.team_id join principals p on p.id = t.principal_id
        where m.user_id = @caller
        order by t.id
        """;
}
