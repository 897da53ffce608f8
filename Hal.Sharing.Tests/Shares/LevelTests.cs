using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Shares;

/// <summary>Access levels in requests, also omitted, and in responses.</summary>
public sealed class LevelTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Levels = "send 1 (view), 2 (edit) or 3 (admin)";

    [Theory]
    [InlineData("null", $"accessLevel is null; {Levels}.")]
    [InlineData("0", $"accessLevel is 0; {Levels}; use DELETE to revoke.")]
    [InlineData("\"0\"", $"accessLevel is \"0\"; {Levels}; use DELETE to revoke.")]
    [InlineData("-1", $"accessLevel is -1; {Levels}; use DELETE to revoke.")]
    [InlineData("\"edit\"", $"accessLevel is \"edit\"; {Levels}.")]
    [InlineData("2.5", $"accessLevel is 2.5; {Levels}.")]
    [InlineData("2147483648", $"accessLevel is 2147483648; {Levels}.")]
    public async Task InvalidLevel_Gets400WithTheLevels(string level, string detail)
    {
        var shares = await NewAsync();
        using var owner = stage.As("owner");

        using var put = await owner.PutAsync($"{shares}/user:level2", $$"""{"accessLevel": {{level}}}""");
        using var post = await owner.PostAsync(shares, $$"""{"principalId": "user:recipient", "accessLevel": {{level}}}""");

        (await RefusalAsync(put)).Should().Be((HttpStatusCode.BadRequest, detail));
        (await RefusalAsync(post)).Should().Be((HttpStatusCode.BadRequest, detail));
        (await LevelAsync(owner, $"{shares}/user:level2")).Should().Be(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    public async Task PutWithoutLevel_CreatesShareOfLevel1_AndCanBeRepeated(string? body)
    {
        var share = $"{await NewAsync()}/user:recipient";
        using var owner = stage.As("owner");

        using var created = await PutAsync(owner, share, body);
        using var repeated = await PutAsync(owner, share, body);

        created.StatusCode.Should().Be(HttpStatusCode.OK);
        repeated.StatusCode.Should().Be(HttpStatusCode.OK);
        (await created.JsonAsync()).GetProperty("accessLevel").GetInt32().Should().Be(1);
        (await repeated.Content.ReadAsStringAsync()).Should().Be(await created.Content.ReadAsStringAsync(), "nothing changed");
    }

    [Theory]
    [InlineData("user:level2", 2, "2 (edit)")]
    [InlineData("user:level3", 3, "3 (admin)")]
    [InlineData("user:level7", 7, "7 (admin)")]
    public async Task PutWithoutLevel_LowersNoShare(string principal, int level, string shown)
    {
        var share = $"{await NewAsync()}/{principal}";
        using var owner = stage.As("owner");
        foreach (var body in new[] { null, "{}" })
        {
            using var answer = await PutAsync(owner, share, body);

            (await RefusalAsync(answer)).Should().Be(
                (HttpStatusCode.BadRequest, $"accessLevel is missing, and this share has level {shown}; {Levels} to change it."));
            (await answer.JsonAsync()).GetProperty("errors")[0].GetProperty("pointer").GetString().Should().Be("#/accessLevel");
        }
        (await LevelAsync(owner, share)).Should().Be(level);
    }

    [Fact]
    public async Task PutWithoutLevel_IsCheckedAfterPermissionsAndPreconditions()
    {
        var shares = await NewAsync();
        using var owner = stage.As("owner");
        using var stranger = stage.As("stranger");
        using var level2 = stage.As("level2");

        (await stranger.PutAsync($"{shares}/user:level3", "{}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await owner.PutAsync($"{shares}/user:nobody", "{}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await level2.PutAsync($"{shares}/user:level3", "{}")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await owner.SendAsync("PUT", $"{shares}/user:level3", ("If-None-Match", "*"))).StatusCode
            .Should().Be(HttpStatusCode.PreconditionFailed);
        (await owner.SendAsync("PUT", $"{shares}/user:level3", ("If-Match", "\"x.y\""))).StatusCode
            .Should().Be(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task LevelAbove3_IsShownWithEffectiveLevel()
    {
        var shares = await NewAsync();
        using var owner = stage.As("owner");

        using var put = await owner.PutAsync($"{shares}/user:recipient", """{"accessLevel": 99}""");
        using var post = await owner.PostAsync(shares, """{"principalId": "team:target", "accessLevel": 4}""");
        var list = await owner.DocumentAsync(shares);

        Effective(await put.JsonAsync()).Should().Be((99, 3));
        Effective(await post.JsonAsync()).Should().Be((4, 3));
        Effective(await owner.DocumentAsync($"{shares}/user:recipient")).Should().Be((99, 3));
        list.GetProperty("_embedded").GetProperty("inf:integration-share").EnumerateArray().Select(Effective)
            .Should().BeEquivalentTo<(int, int?)>(
                [(4, 3), (3, null), (1, null), (2, null), (3, null), (7, 3), (99, 3), (1, null), (3, null)]);
    }

    [Fact]
    public async Task ShareAbove3_CanBePutBackAsReceived()
    {
        var share = $"{await NewAsync()}/user:level7";
        using var owner = stage.As("owner");
        var before = await owner.GetStringAsync(share);

        using var answer = await owner.PutAsync(share, before);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Be(before);
    }

    [Theory]
    [InlineData("application/hal+json")]
    [InlineData("application/prs.hal-forms+json")]
    public async Task ReceivedDocument_CanBePutBackWithItsMediaType(string mediaType)
    {
        var share = $"{await NewAsync()}/user:level2";
        using var owner = stage.As("owner");
        using var received = await owner.GetAsync(share, ("Accept", mediaType));
        using var content = new ByteArrayContent(await received.Content.ReadAsByteArrayAsync());
        content.Headers.ContentType = received.Content.Headers.ContentType;

        using var answer = await owner.PutAsync(share, content);

        received.Content.Headers.ContentType!.MediaType.Should().Be(mediaType);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<string> NewAsync()
    {
        var id = $"level-{Guid.NewGuid():N}";
        await stage.AddIntegrationAsync(id, "user:owner");
        return $"/api/integrations/{id}/shares";
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string path, string? body) =>
        body is null ? client.SendAsync("PUT", path) : client.PutAsync(path, body);

    private static async Task<int> LevelAsync(HttpClient client, string share) =>
        (await client.DocumentAsync(share)).GetProperty("accessLevel").GetInt32();

    private static async Task<(HttpStatusCode, string?)> RefusalAsync(HttpResponseMessage answer) =>
        (answer.StatusCode, (await answer.JsonAsync()).TryGetProperty("detail", out var detail) ? detail.GetString() : null);

    private static (int Level, int? Effective) Effective(JsonElement share) => (
        share.GetProperty("accessLevel").GetInt32(),
        share.TryGetProperty("effectiveLevel", out var effective) ? effective.GetInt32() : null);
}
