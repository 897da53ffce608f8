using System.Net;
using Hal.Sharing.Tests.Support;
using static Hal.Sharing.Tests.Races.Simultaneous;

namespace Hal.Sharing.Tests.Races;

/// <summary>Simultaneous requests: in any order, the result agrees with the change records.</summary>
public sealed class RaceTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const int Rounds = 25;

    [Fact]
    public async Task PutsOfOneShare_EndAsLastChangeRecord()
    {
        var id = await NewAsync([]);
        var share = $"/api/integrations/{id}/shares/user:recipient";
        using var owner = stage.As("owner");

        for (var round = 0; round < Rounds; round++)
        {
            var answers = await TogetherAsync(Enumerable.Range(1, 4).Select(level => (Func<Task<HttpStatusCode>>)(
                () => PutAsync(owner, share, $$"""{"accessLevel": {{level}}}"""))));
            answers.Should().AllBeEquivalentTo(HttpStatusCode.OK);
        }

        var record = await RecordAsync(id);
        record.Select(change => change.After).Should().EndWith(await LevelAsync(id, "user:recipient"));
        record[0].Before.Should().BeNull();
        record.Skip(1).Select(change => change.Before).Should().Equal(record.SkipLast(1).Select(change => change.After));
        record.Should().OnlyContain(change => change.Before != change.After);
        (await stage.ScalarAsync<long>("select version from shares where integration_id = @id", new { id })).Should().Be(record.Count);
    }

    [Fact]
    public async Task Sharing_SucceedsOnlyBeforeRevocation()
    {
        using var owner = stage.As("owner");
        using var level3 = stage.As("level3");
        for (var round = 0; round < Rounds; round++)
        {
            var id = await NewAsync([("user:level3", 3)]);

            var answers = await TogetherAsync(
            [
                () => DeleteAsync(owner, $"/api/integrations/{id}/shares/user:level3"),
                () => PutAsync(level3, $"/api/integrations/{id}/shares/user:recipient", "{}"),
            ]);

            answers[0].Should().Be(HttpStatusCode.NoContent);
            answers[1].Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
            var subjects = (await RecordAsync(id)).Select(change => change.Principal);
            subjects.Should().Equal(answers[1] == HttpStatusCode.OK ? ["user:recipient", "user:level3"] : ["user:level3"]);
        }
    }

    [Fact]
    public async Task PreviousOwner_SharesOnlyBeforeTransfer()
    {
        using var admin = stage.As("admin");
        using var owner = stage.As("owner");
        for (var round = 0; round < Rounds; round++)
        {
            var id = await NewAsync([]);

            var answers = await TogetherAsync(
            [
                () => PutAsync(admin, $"/api/integrations/{id}/owner", """{"userId": "recipient"}"""),
                () => PutAsync(owner, $"/api/integrations/{id}/shares/user:someone", "{}"),
            ]);

            answers[0].Should().Be(HttpStatusCode.OK);
            answers[1].Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
            var actions = await stage.QueryAsync<string>(
                "select action from changes where subject like '%:' || @id || '%' order by id", new { id });
            actions.Should().Equal(answers[1] == HttpStatusCode.OK ? ["share.put", "integration.transfer"] : ["integration.transfer"]);
        }
    }

    [Fact]
    public async Task TwoTransfersByOwner_SucceedOnce()
    {
        using var owner = stage.As("owner");
        for (var round = 0; round < Rounds; round++)
        {
            var id = await NewAsync([]);

            var answers = await TogetherAsync(
            [
                () => PutAsync(owner, $"/api/integrations/{id}/owner", """{"userId": "recipient"}"""),
                () => PutAsync(owner, $"/api/integrations/{id}/owner", """{"userId": "someone"}"""),
            ]);

            answers.Should().BeEquivalentTo([HttpStatusCode.OK, HttpStatusCode.NotFound]);
            var newOwner = answers[0] == HttpStatusCode.OK ? "user:recipient" : "user:someone";
            (await stage.ScalarAsync<string>("select owner_id from integrations where id = @id", new { id })).Should().Be(newOwner);
        }
    }

    [Fact]
    public async Task ShareCount_IsTheNumberOfShares()
    {
        var id = await NewAsync([]);
        using var owner = stage.As("owner");
        string[] principals = ["user:recipient", "user:someone", "user:someone3", "team:target", "team:readers"];

        await TogetherAsync(Enumerable.Range(0, 60).Select(number => (Func<Task<HttpStatusCode>>)(() =>
        {
            var share = $"/api/integrations/{id}/shares/{principals[number % principals.Length]}";
            return number % 3 == 0 ? DeleteAsync(owner, share) : PutAsync(owner, share, $$"""{"accessLevel": {{(number % 4) + 1}}}""");
        })));

        var count = await stage.ScalarAsync<int>("select count(*) from shares where integration_id = @id", new { id });
        var record = await RecordAsync(id);
        (await stage.ScalarAsync<int>("select share_count from integrations where id = @id", new { id })).Should().Be(count);
        (await stage.ScalarAsync<long>("select share_list_version from integrations where id = @id", new { id }))
            .Should().Be(record.Count + 1);
        (record.Count(change => change.Before is null) - record.Count(change => change.After is null)).Should().Be(count);
        var list = await owner.DocumentAsync($"/api/integrations/{id}/shares");
        list.GetProperty("total").GetInt32().Should().Be(count);
        list.Embedded("inf:integration-share").Should().HaveCount(count);
    }

    private async Task<string> NewAsync(IReadOnlyList<(string, int)> shares)
    {
        var id = $"race-{Guid.NewGuid():N}";
        await stage.AddIntegrationAsync(id, "user:owner", shares);
        return id;
    }

    private sealed record Change(string Principal, int? Before, int? After);

    private Task<IReadOnlyList<Change>> RecordAsync(string id) => stage.QueryAsync<Change>("""
        select substr(subject, length('share:' || @id || '/') + 1) as principal,
               (before ->> 'accessLevel')::int as before, (after ->> 'accessLevel')::int as after
        from changes where subject like 'share:' || @id || '/%' order by id
        """, new { id });

    private Task<int> LevelAsync(string id, string principal) => stage.ScalarAsync<int>(
        "select access_level from shares where integration_id = @id and principal_id = @principal", new { id, principal });
}
