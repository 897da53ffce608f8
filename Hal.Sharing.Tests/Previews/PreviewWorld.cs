using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Previews;

/// <summary>A few users, teams and integrations with random ties, apart from those of other worlds.</summary>
internal sealed class PreviewWorld
{
    private readonly SharingFixture _stage;

    private PreviewWorld(SharingFixture stage, string prefix) => (_stage, Prefix) = (stage, prefix);

    public string Prefix { get; }

    public Task<AccessState> ReadAsync() => AccessState.ReadAsync(_stage, Prefix);

    public static async Task<PreviewWorld> AddAsync(SharingFixture stage, Random random)
    {
        var prefix = $"w{Guid.NewGuid():N}"[..9] + "-";
        string[] users = [.. Enumerable.Range(0, 14).Select(i => $"{prefix}u{i:00}")];
        string[] teams = [.. Enumerable.Range(0, 5).Select(i => $"{prefix}t{i}")];
        string[] integrations = [.. Enumerable.Range(0, 4).Select(i => $"{prefix}i{i}")];
        string[] principals = [.. users.Select(user => $"user:{user}"), .. teams.Select(team => $"team:{team}")];

        var members = (
            from team in teams
            from member in users.Where(_ => random.Next(3) == 0).DefaultIfEmpty(users[random.Next(users.Length)]).Index()
            select (Team: team, User: member.Item, Role: member.Index == 0 ? 6 : random.Next(1, 7))).ToList();

        // The first users are unmanaged, the first of all is a superuser; users 8 to 13 are managed by user 1 or 2.
        await stage.ExecuteAsync("""
            insert into account_ids (id, kind) select id, 'user' from unnest(@users) as id;
            insert into principals (id, kind, name) select 'user:' || id, 'user', id from unnest(@users) as id;
            insert into users (id, is_superuser, managed_by, created_at, updated_at)
            select id, place = 1, case when place > 8 then (@users)[2 + place % 2] end, @Past, @Past
            from unnest(@users) with ordinality as u (id, place);
            insert into team_ids (id) select id from unnest(@teams) as id;
            insert into principals (id, kind, name) select 'team:' || id, 'team', id from unnest(@teams) as id;
            insert into teams (id, created_at, updated_at) select id, @Past, @Past from unnest(@teams) as id;
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select team_id, user_id, role, @Past, @Past from unnest(@memberTeams, @memberUsers, @roles) as m (team_id, user_id, role);
            """, new
        {
            users, teams, SharingFixture.Past,
            memberTeams = members.Select(member => member.Team).ToArray(),
            memberUsers = members.Select(member => member.User).ToArray(),
            roles = members.Select(member => member.Role).ToArray(),
        });
        foreach (var integration in integrations)
        {
            var shares = principals.Where(_ => random.Next(4) == 0).Select(principal => (principal, random.Next(1, 5))).ToList();
            await stage.AddIntegrationAsync(integration, principals[random.Next(principals.Length)], shares);
        }
        await stage.ExecuteAsync("""
            insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
            values (@user, @team, array['data:read'], @Past, @Past)
            """, new { user = users[8 + random.Next(6)], team = teams[random.Next(teams.Length)], SharingFixture.Past });
        return new(stage, prefix);
    }
}
