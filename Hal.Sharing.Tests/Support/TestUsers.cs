namespace Hal.Sharing.Tests.Support;

/// <summary>A user for each kind of access to an integration, and the teams that grant it.</summary>
public static class TestUsers
{
    /// <summary>The users who send requests. Each is dataWizard of the team target and designer of the team elsewhere.</summary>
    public static readonly IReadOnlyList<string> Callers =
    [
        "owner", "level1", "level2", "level3", "level7", "readers-admin", "readers-publisher",
        "owners-admin", "owners-publisher", "owners-wizard", "owners-designer", "owners-plus", "owners-member", "stranger",
    ];

    /// <summary>The callers, and the users who are subjects of their actions.</summary>
    public static readonly IReadOnlyList<string> Users = [.. Callers, "recipient", "someone", "someone3"];

    /// <summary>Inserts them; takes @users and @at.</summary>
    public const string InsertSql = """
        insert into account_ids (id, kind) select id, 'user' from unnest(@users) as id;
        insert into principals (id, kind, name) select 'user:' || id, 'user', initcap(replace(id, '-', ' ')) from unnest(@users) as id;
        insert into users (id, created_at, updated_at) select id, @at, @at from unnest(@users) as id;

        insert into team_ids (id) values ('readers'), ('owners'), ('target'), ('elsewhere');
        insert into principals (id, kind, name) select 'team:' || id, 'team',
        initcap(id) from unnest(array['readers', 'owners', 'target', 'elsewhere']) as id;
        insert into teams (id, created_at, updated_at) select id, @at,
        @at from unnest(array['readers', 'owners', 'target', 'elsewhere']) as id;

        insert into memberships (team_id, user_id, role, created_at, updated_at)
        select team_id, user_id, role, @at, @at
        from (values
            ('readers', 'readers-admin', 6), ('readers', 'readers-publisher', 5),
            ('owners', 'owners-admin', 6), ('owners', 'owners-publisher', 5), ('owners', 'owners-wizard', 4),
            ('owners', 'owners-designer', 3), ('owners', 'owners-plus', 2), ('owners', 'owners-member', 1),
            ('target', 'recipient', 6), ('elsewhere', 'recipient', 6)) as members (team_id, user_id, role)
        union all
        select 'target', id, 4, @at, @at from unnest(@users) as id where id <> 'recipient'
        union all
        select 'elsewhere', id, 3, @at, @at from unnest(@users) as id where id <> 'recipient';
        """;
}
