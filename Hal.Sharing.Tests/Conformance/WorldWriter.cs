using Dapper;
using Hal.Sharing.Api.Auth;
using Npgsql;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Replaces the content of a database by a world, which is faster than a new database for each sequence.</summary>
internal static class WorldWriter
{
    // Without triggers, so that the versions of the directory, which servers remember, do not go backwards.
    private const string DeleteSql = """
        set local session_replication_role = replica;
        delete from changes; delete from shares; delete from integrations; delete from integration_names; delete from team_authorizations;
        delete from memberships; delete from teams; delete from team_ids; delete from clients; delete from users; delete from principals;
        delete from account_ids;
        set local session_replication_role = origin;
        """;

    private const string InsertSql = """
        insert into account_ids (id, kind)
        select id, 'client' from unnest(@clients) as id union all select id, 'user' from unnest(@users) as id;
        insert into clients (id, name, secret_hash, created_at, updated_at)
        select id, name, @hash, @now, @now from unnest(@clients, @clientNames) as k (id, name);
        insert into principals (id, kind, name)
        select 'user:' || id, 'user', name from unnest(@users, @userNames) as u (id, name) union all
        select 'team:' || id, 'team', name from unnest(@teams, @teamNames) as t (id, name);
        insert into users (id, is_superuser, managed_by, created_at, updated_at)
        select id, is_superuser, managed_by, @now, @now from unnest(@users, @superusers, @parties) as u (id, is_superuser, managed_by);
        insert into team_ids (id) select id from unnest(@teams) as id;
        insert into teams (id, created_at, updated_at) select id, @now, @now from unnest(@teams) as id;
        insert into memberships (team_id, user_id, role, created_at, updated_at)
        select team, member, role, @now, @now from unnest(@memberTeams, @members, @roles) as m (team, member, role);
        insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
        select grantor, team, string_to_array(scopes, ' '), @now, @now
        from unnest(@grantors, @grantees, @scopes) as a (grantor, team, scopes);
        insert into integration_names (name, integration_id)
        select id, id from unnest(@ids) as id union all select slug, id from unnest(@slugs, @ids) as i (slug, id);
        insert into integrations (id, slug, name, owner_id, created_at, updated_at)
        select id, slug, name, owner, @now, @now from unnest(@ids, @slugs, @names, @owners) as i (id, slug, name, owner);
        insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
        select id, principal, level, grantor, @now, @now
        from unnest(@shared, @principals, @levels, @sharers) as s (id, principal, level, grantor);
        """;

    public static async Task WriteAsync(NpgsqlDataSource database, World world)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(DeleteSql, transaction: transaction);
        await connection.ExecuteAsync(InsertSql, Parameters(world), transaction);
        await transaction.CommitAsync();
    }

    private static object Parameters(World world)
    {
        var (users, clients, integrations) = (world.Users.Values, world.Clients.Values, world.Integrations.Values);
        var shares = integrations.SelectMany(integration => integration.Shares.Select(share => (integration.Id, share.Key, share.Value)));
        return new
        {
            now = world.Now,
            hash = ClientSecret.Hash(InitialWorld.Secret),
            clients = clients.Select(client => client.Id).ToArray(),
            clientNames = clients.Select(client => client.Name).ToArray(),
            users = users.Select(user => user.Id).ToArray(),
            userNames = users.Select(user => user.DisplayName).ToArray(),
            superusers = users.Select(user => user.IsSuperuser).ToArray(),
            parties = users.Select(user => user.ManagedBy).ToArray(),
            teams = world.Teams.Keys.ToArray(),
            teamNames = world.Teams.Values.Select(team => team.Name).ToArray(),
            memberTeams = world.Members.Keys.Select(key => key.Team).ToArray(),
            members = world.Members.Keys.Select(key => key.User).ToArray(),
            roles = world.Members.Values.Select(member => (short)member.Role).ToArray(),
            grantors = world.Authorizations.Keys.Select(key => key.User).ToArray(),
            grantees = world.Authorizations.Keys.Select(key => key.Team).ToArray(),
            scopes = world.Authorizations.Values.ToArray(),
            ids = integrations.Select(integration => integration.Id).ToArray(),
            slugs = integrations.Select(integration => integration.Slug).ToArray(),
            names = integrations.Select(integration => integration.Name).ToArray(),
            owners = integrations.Select(integration => integration.OwnerId).ToArray(),
            shared = shares.Select(share => share.Id).ToArray(),
            principals = shares.Select(share => share.Key).ToArray(),
            levels = shares.Select(share => share.Value.Level).ToArray(),
            sharers = shares.Select(share => share.Value.GrantedBy).ToArray(),
        };
    }
}
