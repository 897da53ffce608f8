using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Previews;

/// <summary>What previews promise beside their numbers: no write, no wait, no hidden user, and a form that makes the change.</summary>
public sealed class PreviewTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private readonly string _id = $"preview-{Guid.NewGuid():N}";

    private string One => $"/api/integrations/{_id}";

    [Fact]
    public async Task Preview_NeitherWaitsNorUsesIds()
    {
        await stage.AddIntegrationAsync(_id, "user:owner");
        using var owner = stage.As("owner");
        using var admin = stage.As("admin");
        const string sequences = "select coalesce(string_agg(sequencename || last_value, ',' order by sequencename), '') from pg_sequences";
        var before = await stage.ScalarAsync<string>(sequences);
        await using var held = await HeldTransaction.BeginAsync(stage, """
            select from integrations for update;
            select from teams for update;
            select from users for update;
            select from memberships for update;
            select from shares for update
            """);

        foreach (var (client, path, body) in new[]
        {
            (owner, $"{One}/shares/preview", """{"principalId": "team:target", "accessLevel": 3}"""),
            (owner, $"{One}/shares/user:level1/preview", """{"accessLevel": 2}"""),
            (owner, $"{One}/shares/team:readers/preview", "{}"),
            (owner, $"{One}/owner/preview", """{"teamId": "target"}"""),
            (admin, "/api/teams/readers/members/preview", """{"userId": "owner"}"""),
            (admin, "/api/teams/readers/members/readers-publisher/preview", """{"role": "member"}"""),
            (admin, "/api/teams/readers/members/readers-publisher/preview", "{}"),
            (admin, "/api/teams/readers/preview", "{}"),
        })
        {
            using var answer = await client.PostAsync(path, body);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
            answer.Headers.ETag.Should().BeNull();
        }
        (await stage.ScalarAsync<string>(sequences)).Should().Be(before);
    }

    [Fact]
    public async Task HiddenUsers_AreNeitherNamedNorCounted()
    {
        await stage.AddIntegrationAsync(_id, "user:owner", []);
        string[] hidden = [.. Enumerable.Range(0, 30).Select(i => $"{_id}-{i:00}")];
        await stage.AddUsersAsync([.. hidden, $"{_id}-open"]);
        await stage.ExecuteAsync("""
            update users set managed_by = 'coach' where id = any(@hidden);
            insert into team_ids (id) values (@_id);
            insert into principals (id, kind, name) values ('team:' || @_id, 'team', 'Mixed');
            insert into teams (id, created_at, updated_at) values (@_id, @Past, @Past);
            insert into memberships (team_id, user_id, role, created_at, updated_at)
            select @_id, id, 6, @Past, @Past from unnest(@hidden || array[@_id || '-open']) as id;
            """, new { _id, hidden, SharingFixture.Past });
        var body = $$"""{"principalId": "team:{{_id}}", "accessLevel": 2}""";

        foreach (var (user, count) in new[] { ("owner", 1), ("admin", 31) })
        {
            using var caller = stage.As(user);
            using var answer = await caller.PostAsync($"{One}/shares/preview", body);
            var preview = await answer.JsonAsync();
            preview.GetProperty("gainsCount").GetInt32().Should().Be(count, user);
            preview.GetProperty("gains").GetArrayLength().Should().Be(count, user);
        }
    }

    [Theory]
    [InlineData("/shares/user:level2", "3", "user:level2 3")]
    [InlineData("/shares/user:level2", "", "-")]
    [InlineData("/shares", "2", "user:recipient 2")]
    public async Task ConfirmationForm_MakesTheChange(string document, string level, string expected)
    {
        await stage.AddIntegrationAsync(_id, "user:owner");
        using var owner = stage.As("owner");
        var client = new HalFormsClient(owner);
        var shown = await client.ReadAsync(One + document);
        var form = HalForm.AllOf(shown).Single(form => form.Key == "preview");

        using var previewed = await client.SubmitAsync(
            form, new FixedValue("accessLevel", level, new FixedValue("principalId", "user:recipient", UnchangedForm.Form)));
        previewed.StatusCode.Should().Be(HttpStatusCode.OK);
        var confirmation = HalForm.AllOf(await previewed.JsonAsync()).Single();
        using var made = await client.SubmitAsync(confirmation, UnchangedForm.Form);
        using var late = await client.SubmitAsync(confirmation, UnchangedForm.Form);

        made.IsSuccessStatusCode.Should().BeTrue();
        late.StatusCode.Should().BeOneOf([HttpStatusCode.Conflict, HttpStatusCode.NotFound], "the form is of the state before");
        var principal = document == "/shares" ? "user:recipient" : "user:level2";
        (await stage.QueryAsync<string>(
            "select principal_id || ' ' || access_level from shares where integration_id = @_id and principal_id = @principal",
            new { _id, principal })).DefaultIfEmpty("-").Should().Equal(expected);
    }

    [Fact]
    public async Task ManyUsers_AreCountedAndTheFirstNamed()
    {
        await stage.AddIntegrationAsync(_id, "user:owner", []);
        await AddTeamAsync(250);
        using var owner = stage.As("owner");

        using var answer = await owner.PostAsync($"{One}/shares/preview", $$"""{"principalId": "team:{{_id}}"}""");

        var preview = await answer.JsonAsync();
        preview.GetProperty("gainsCount").GetInt32().Should().Be(250);
        preview.GetProperty("gains").EnumerateArray().Select(gain => gain.GetProperty("principalId").GetString())
            .Should().Equal(Enumerable.Range(1, 100).Select(i => $"user:{_id}-{i:000000}"));
    }

    [Theory, Trait("Category", "Long")]
    [InlineData(100_000)]
    public Task TeamOfAnySize_IsPreviewed(int members) => PreviewLargeTeamAsync(members);

    [Fact]
    public Task LargeTeam_IsPreviewed() => PreviewLargeTeamAsync(2_000);

    private async Task PreviewLargeTeamAsync(int members)
    {
        await stage.AddIntegrationAsync(_id, "user:owner", []);
        await AddTeamAsync(members);
        using var admin = stage.As("admin");
        var team = $$"""{"principalId": "team:{{_id}}", "accessLevel": 2}""";

        (await CountAsync(admin, $"{One}/shares/preview", team, "gainsCount")).Should().Be(members);
        (await CountAsync(admin, $"{One}/owner/preview", team.Replace(", \"accessLevel\": 2", "", StringComparison.Ordinal), "gainsCount"))
            .Should().Be(members);
        using var shared = await admin.PostAsync($"{One}/shares", team);
        shared.StatusCode.Should().Be(HttpStatusCode.Created);
        (await CountAsync(admin, $"{One}/shares/team:{_id}/preview", """{"accessLevel": 1}""", "changesCount")).Should().Be(members);
        (await CountAsync(admin, $"{One}/shares/team:{_id}/preview", "{}", "losesCount")).Should().Be(members);
        (await CountAsync(admin, $"/api/teams/{_id}/preview", "{}", "losesCount")).Should().Be(members);
    }

    private async Task<int> CountAsync(HttpClient client, string path, string body, string count)
    {
        using var answer = await client.PostAsync(path, body);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return (await answer.JsonAsync()).GetProperty(count).GetInt32();
    }

    private Task AddTeamAsync(int members) => stage.ExecuteAsync("""
        insert into account_ids (id, kind) select @_id || '-' || to_char(i, 'FM000000'), 'user' from generate_series(1, @members) i;
        insert into principals (id, kind, name)
        select 'user:' || @_id || '-' || to_char(i, 'FM000000'), 'user', 'Name' from generate_series(1, @members) i;
        insert into users (id, created_at, updated_at)
        select @_id || '-' || to_char(i, 'FM000000'), @Past, @Past from generate_series(1, @members) i;
        insert into team_ids (id) values (@_id);
        insert into principals (id, kind, name) values ('team:' || @_id, 'team', 'Large');
        insert into teams (id, created_at, updated_at) values (@_id, @Past, @Past);
        insert into memberships (team_id, user_id, role, created_at, updated_at)
        select @_id, @_id || '-' || to_char(i, 'FM000000'), case when i = 1 then 6 else 1 end, @Past, @Past
        from generate_series(1, @members) i;
        """, new { _id, members, SharingFixture.Past });
}
