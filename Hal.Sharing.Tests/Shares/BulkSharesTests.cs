using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Shares;

/// <summary>Many shares in one request.</summary>
public sealed class BulkSharesTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Mixed = """
        {"items": [
            {"principalId": "user:someone", "accessLevel": 2},
            {"principalId": "user:recipient", "accessLevel": 3},
            {"principalId": "user:nobody", "accessLevel": 1},
            {"principalId": "user:level2"},
            {"principalId": "user:level1", "accessLevel": 1},
            {"principalId": "user:level7", "accessLevel": null},
            {"principalId": "user:stranger", "accessLevel": null}], "mode": "MODE"}
        """;

    private readonly string _id = $"bulk-{Guid.NewGuid():N}";

    private string Shares => $"/api/integrations/{_id}/shares";

    [Fact]
    public async Task EachItem_IsAnsweredInOrder()
    {
        using var owner = await ArriveAsync();

        using var answer = await owner.PostAsync(Shares + "/bulk", Mixed.Replace("MODE", "each", StringComparison.Ordinal));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.GetValues("Link").Should().Contain($"<{Shares}>; rel=\"invalidates\"");
        answer.Headers.ETag.Should().BeNull("the report is no state of a resource");
        var document = await answer.JsonAsync();
        document.Href("inf:integration-shares").Should().Be(Shares);
        Results(document).Should().Equal("updated", "created", "refused", "refused", "unchanged", "revoked", "refused");
        var problems = Items(document).Where(item => item.TryGetProperty("problem", out _)).Select(item => item.GetProperty("problem"));
        problems.Select(problem => problem.GetProperty("status").GetInt32()).Should().Equal(404, 400, 404);
        (await LevelsAsync()).Should().Contain("user:someone 2").And.Contain("user:recipient 3").And.NotContain("user:level7 7");
    }

    [Fact]
    public async Task RefusedItem_PreventsAllOthers()
    {
        using var owner = await ArriveAsync();
        var before = await DatabaseDigest.ReadAsync(stage.ConnectionString);

        foreach (var mode in new[] { "\"all\"", "null" })
        {
            using var answer = await owner.PostAsync(Shares + "/bulk", Mixed.Replace("\"MODE\"", mode, StringComparison.Ordinal));

            answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
            var problem = await answer.JsonAsync();
            problem.GetProperty("detail").GetString().Should().StartWith("3 of 7 items are refused, and nothing was changed");
            Results(problem).Should().Equal("unchanged", "unchanged", "refused", "refused", "unchanged", "unchanged", "refused");
            Items(problem).Where(item => item.TryGetProperty("would", out _)).Select(item => item.GetProperty("would").GetString())
                .Should().Equal("updated", "created", "unchanged", "revoked");
        }
        (await DatabaseDigest.ReadAsync(stage.ConnectionString)).Should().Equal(before);
    }

    [Theory]
    [InlineData("""["user:recipient", "team:target"]""")]
    [InlineData("\"user:recipient, team:target\"")]
    public async Task Form_NamesPrincipalsAndOneLevel(string principals)
    {
        using var owner = await ArriveAsync();

        using var answer = await owner.PostAsync(
            Shares + "/bulk", $$"""{"principalIds": {{principals}}, "accessLevel": "2", "mode": "all"}""");

        Results(await answer.JsonAsync()).Should().Equal("created", "created");
        (await LevelsAsync()).Should().Contain("user:recipient 2").And.Contain("team:target 2");
    }

    [Fact]
    public async Task CreationsChangesAndRevocations_AreOneVersion()
    {
        using var owner = await ArriveAsync();
        var version = await VersionAsync();

        using var answer = await owner.PostAsync(Shares + "/bulk", Mixed.Replace("MODE", "each", StringComparison.Ordinal));
        using var again = await owner.PostAsync(Shares + "/bulk", """{"items": [{"principalId": "user:someone", "accessLevel": 2}]}""");

        (await VersionAsync()).Should().Be(version + 1, "a request that changes nothing has no version");
        again.Headers.Contains("Link").Should().BeFalse();
        (await owner.DocumentAsync(Shares)).GetProperty("total").GetInt32().Should().Be(SharingFixture.Shares.Count);
        (await stage.QueryAsync<string>(
            "select action || ' ' || coalesce(before ->> 'accessLevel', '-') || ' ' || coalesce(after ->> 'accessLevel', '-') "
            + "from changes where subject like @like order by id", new { like = $"share:{_id}/%" }))
            .Should().Equal("share.put 1 2", "share.put - 3", "share.revoke 7 -");
    }

    [Fact]
    public async Task IfMatch_IsOfTheList()
    {
        using var owner = await ArriveAsync();
        using var seen = await owner.GetAsync(Shares);
        const string body = """{"items": [{"principalId": "user:recipient"}]}""";

        using var first = await SendAsync(owner, body, seen.Headers.ETag!.Tag);
        using var second = await SendAsync(owner, body, seen.Headers.ETag!.Tag);
        using var share = await owner.GetAsync(Shares + "/user:recipient");
        using var other = await SendAsync(owner, body, share.Headers.ETag!.Tag);

        first.StatusCode.Should().Be(HttpStatusCode.OK);
        second.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        other.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed, "the tag of a share is no tag of the list");
    }

    [Fact]
    public async Task RevokingOwnShare_LeavesNoLinks()
    {
        await ArriveAsync();
        using var level3 = stage.As("level3");

        using var answer = await level3.PostAsync(Shares + "/bulk", """
            {"items": [{"principalId": "user:level3", "accessLevel": null}, {"principalId": "user:recipient", "accessLevel": 3}]}
            """);

        var document = await answer.JsonAsync();
        Results(document).Should().Equal(["revoked", "created"], "all items have the access from before the first");
        document.Rels().Should().NotContain(["inf:integration", "inf:integration-shares"]);
    }

    [Theory]
    [InlineData("level2", HttpStatusCode.Forbidden)]
    [InlineData("stranger", HttpStatusCode.NotFound)]
    public async Task CallerWhoCannotShare_IsRefused(string user, HttpStatusCode status)
    {
        await ArriveAsync();
        using var caller = stage.As(user);

        using var answer = await caller.PostAsync(Shares + "/bulk", """{"items": [{"principalId": "user:recipient"}]}""");
        using var single = await caller.PutAsync(Shares + "/user:recipient", "{}");

        answer.StatusCode.Should().Be(status);
        (await answer.JsonAsync()).GetProperty("detail").GetString()
            .Should().Be((await single.JsonAsync()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task RevocationDuringTheWait_IsSeen()
    {
        await ArriveAsync();
        using var level3 = stage.As("level3");
        await using var held = await HeldTransaction.BeginAsync(stage, """
            select from integrations where id = @_id for update;
            update shares set access_level = 2 where integration_id = @_id and principal_id = 'user:level3'
            """, new { _id });

        var request = level3.PostAsync(Shares + "/bulk", """{"items": [{"principalId": "user:recipient"}]}""");
        await HeldTransaction.UntilWaitingAsync(stage, request);
        await held.CommitAsync();

        using var answer = await request;
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private async Task<HttpClient> ArriveAsync()
    {
        await stage.AddIntegrationAsync(_id, "user:owner");
        return stage.As("owner");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient client, string body, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Shares + "/bulk")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await client.SendAsync(request);
    }

    private Task<long> VersionAsync() =>
        stage.ScalarAsync<long>("select share_list_version from integrations where id = @_id", new { _id });

    private Task<IReadOnlyList<string>> LevelsAsync() => stage.QueryAsync<string>(
        "select principal_id || ' ' || access_level from shares where integration_id = @_id", new { _id });

    private static JsonElement.ArrayEnumerator Items(JsonElement document) => document.GetProperty("items").EnumerateArray();

    private static IEnumerable<string> Results(JsonElement document) =>
        Items(document).Select(item => item.GetProperty("result").GetString()!);
}
