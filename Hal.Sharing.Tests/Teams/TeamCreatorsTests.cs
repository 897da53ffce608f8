using Dapper;
using Hal.Sharing.Data.Migrations;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Teams;

/// <summary>Teams that are older than the limit have the creators that the change records name.</summary>
public sealed class TeamCreatorsTests(PrivateDatabase database) : IClassFixture<PrivateDatabase>
{
    [Fact]
    public async Task Creators_AreTakenFromTheChangeRecords()
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await MigrationRunner.ApplyAsync(source, [.. MigrationScript.BuiltIn.Where(script => script.Version < 13)], default);
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            begin;
            insert into account_ids (id, kind) values ('jane', 'user');
            insert into principals (id, kind, name) values ('user:jane', 'user', 'Jane');
            insert into users (id, created_at, updated_at) values ('jane', now(), now());
            insert into team_ids (id) values ('seeded'), ('created');
            insert into principals (id, kind, name) select 'team:' || id, 'team', id from team_ids;
            insert into teams (id, created_at, updated_at) select id, now(), now() from team_ids;
            insert into memberships (team_id, user_id, role, created_at, updated_at) select id, 'jane', 6, now(), now() from team_ids;
            insert into changes (at, user_id, action, subject)
            values (now(), 'jane', 'team.create', 'team:created'), (now(), 'other', 'team.update', 'team:created'), (now(), 'other', 'team.update', 'team:seeded');
            commit;
            """);

        await MigrationRunner.ApplyAsync(source, MigrationScript.BuiltIn, default);

        (await connection.QueryAsync<(string, string?)>("select id, created_by from teams order by id")).Should().Equal(("created", "jane"), ("seeded", null));
    }
}
