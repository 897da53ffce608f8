using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Shares;

/// <summary>How many shares one request can change, what it costs, and what is refused before anything is read.</summary>
public sealed class BulkLimitsTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private readonly string _id = $"bulk-{Guid.NewGuid():N}";

    private string Shares => $"/api/integrations/{_id}/shares";

    [Theory]
    [InlineData("""{"items": []}""", "#/items", "items has 0 items")]
    [InlineData("""{}""", "#/items", "items is missing")]
    [InlineData("""{"items": "nonsense"}""", "#/items", "items is")]
    [InlineData("""{"items": {"principalId": "user:someone"}}""", "#/items", "items is")]
    [InlineData("""{"principalIds": []}""", "#/principalIds", "principalIds has 0 IDs")]
    [InlineData("""{"principalIds": ["user:a", "b"]}""", "#/principalIds", "has 'b'")]
    [InlineData("""{"principalIds": [7]}""", "#/principalIds", "send an array of strings")]
    [InlineData("""{"principalIds": "user:a user:a"}""", "#/principalIds", "for the second time")]
    [InlineData("""{"principalIds": "user:a", "items": []}""", "#/items", "together with principalIds")]
    [InlineData("""{"items": [{"principalId": "user:a"}], "accessLevel": 2}""", "#/accessLevel", "without principalIds")]
    [InlineData("""{"items": [7]}""", "#/items/0", "The item is 7")]
    [InlineData("""{"items": [{"principalId": "someone"}]}""", "#/items/0/principalId", "principalId is 'someone'")]
    [InlineData("""{"items": [{"principalId": "user:a"}, {"accessLevel": 1}]}""", "#/items/1/principalId", "principalId is missing")]
    [InlineData("""{"items": [{"principalId": "user:a", "accessLevel": 0}]}""", "#/items/0/accessLevel", "or null to revoke.")]
    [InlineData("""{"items": [{"principalId": "user:a", "level": 1}]}""", "#/items/0/level", "Unknown property 'level'")]
    [InlineData("""{"items": [{"principalId": "user:a"}, {"principalId": "user:a"}]}""", "#/items/1/principalId", "for the second time")]
    [InlineData("""{"items": [{"principalId": "user:a"}], "mode": "some"}""", "#/mode", "mode is 'some'; send all or each")]
    public async Task InvalidBody_Gets400(string body, string pointer, string detail)
    {
        using var owner = await ArriveAsync();

        using var answer = await owner.PostAsync(Shares + "/bulk", body);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var fault = (await answer.JsonAsync()).GetProperty("errors").EnumerateArray().Single();
        fault.GetProperty("pointer").GetString().Should().Be(pointer);
        fault.GetProperty("detail").GetString().Should().Contain(detail);
    }

    [Fact]
    public async Task ThousandItems_AreOneVersionAndARecordEach()
    {
        using var owner = await ArriveAsync();
        var users = Enumerable.Range(0, 1000).Select(i => $"{_id}-{i:0000}-{new string('x', 60)}").ToArray();
        await stage.AddUsersAsync(users);
        var version = await VersionAsync();
        string Body(IEnumerable<string> ids) => $$"""{"items": [{{string.Join(',', ids.Select(id =>
            $$"""{"principalId": "user:{{id}}", "accessLevel": 2}"""))}}]}""";

        using var answer = await owner.PostAsync(Shares + "/bulk", Body(users));
        using var tooMany = await owner.PostAsync(Shares + "/bulk", Body([.. users, "recipient"]));
        using var tooLarge = await owner.PostAsync(
            Shares + "/bulk", $$"""{"items": [{"principalId": "{{new string('x', 256 * 1024)}}"}]}""");

        Body(users).Length.Should().BeGreaterThan(64 * 1024, "the limit of other requests does not apply");
        Results(await answer.JsonAsync()).Should().HaveCount(1000).And.OnlyContain(result => result == "created");
        (await VersionAsync()).Should().Be(version + 1);
        var like = $"share:{_id}/%";
        (await stage.QueryAsync<string>("select subject from changes where subject like @like order by id", new { like })).Should()
            .Equal(users.Select(user => $"share:{_id}/user:{user}"));
        tooMany.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        tooLarge.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await tooLarge.JsonAsync()).GetProperty("detail").GetString().Should().Contain("262144 bytes");
    }

    [Fact]
    public async Task Statements_AreAsManyForOneItemAsForMany()
    {
        using var owner = await ArriveAsync();
        var users = Enumerable.Range(0, 200).Select(i => $"{_id}-{i}").ToArray();
        await stage.AddUsersAsync(users);
        using var sent = new SentCommands(() => stage.ConnectionString);

        using var one = await owner.PostAsync(Shares + "/bulk", $$"""{"items": [{"principalId": "user:{{users[0]}}"}]}""");
        var ofOne = sent.Texts.Count;
        sent.Clear();
        using var many = await owner.PostAsync(Shares + "/bulk", $$"""{"items": [{{string.Join(',', users[1..].Select(id =>
            $$"""{"principalId": "user:{{id}}"}"""))}}]}""");

        Results(await many.JsonAsync()).Should().HaveCount(199);
        sent.Texts.Should().HaveCount(ofOne);
    }

    private async Task<HttpClient> ArriveAsync()
    {
        await stage.AddIntegrationAsync(_id, "user:owner");
        return stage.As("owner");
    }

    private Task<long> VersionAsync() =>
        stage.ScalarAsync<long>("select share_list_version from integrations where id = @_id", new { _id });

    private static IEnumerable<string> Results(JsonElement document) =>
        document.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("result").GetString()!);
}
