using System.Net;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.PastStates;

/// <summary>The parameter <c>at</c> on the shares, a share and the owner of an integration.</summary>
public sealed class PastStateTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Created = "2026-01-15T09:00:00.000Z";
    private const string AtCreation = "?at=2026-01-15T09%3A00%3A00.000Z";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Template_LeadsToTheTime()
    {
        using var admin = stage.As("admin");
        foreach (var path in new[] { "/api/integrations/abc-123/shares", "/api/integrations/abc-123/owner" })
        {
            var template = (await admin.DocumentAsync(path)).Href("inf:as-of")!;

            template.Should().Be(path + "{?at}");
            (await admin.DocumentAsync(template.Replace("{?at}", AtCreation, StringComparison.Ordinal)))
                .GetProperty("at").GetString().Should().Be(Created);
        }
    }

    [Fact]
    public async Task PastState_HasNoActions_AndAnEntityTag()
    {
        using var admin = stage.As("admin");
        foreach (var path in new[] { "shares", "shares/user:jdoe", "owner" })
        {
            var href = $"/api/integrations/abc-123/{path}{AtCreation}";
            using var answer = await admin.GetAsync(href, ("Accept", "application/prs.hal-forms+json"));
            var document = await answer.JsonAsync();
            HalForm.AllOf(document).Should().BeEmpty();
            document.Rels().Should().NotContain(["inf:share", "inf:edit", "inf:revoke", "inf:transfer"]);

            using var plain = await admin.GetAsync(href);
            using var again = await admin.GetAsync(href, ("If-None-Match", plain.Headers.ETag!.ToString()));
            again.StatusCode.Should().Be(HttpStatusCode.NotModified);
            using var options = await admin.SendAsync("OPTIONS", href);
            options.Content.Headers.Allow.Should().BeEquivalentTo("GET", "HEAD", "OPTIONS");
        }
    }

    [Fact]
    public async Task TimeBeforeTheIntegration_Gets404_ThatSaysSo()
    {
        using var admin = stage.As("admin");
        using var answer = await admin.GetAsync("/api/integrations/abc-123/owner?at=2026-01-15T08:59:59.999Z");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.JsonAsync()).GetProperty("detail").GetString().Should().Contain("did not exist").And.Contain(Created);
    }

    [Fact]
    public async Task TimeBeforeTheRecord_Gets404_ThatSaysSince()
    {
        await stage.ExecuteAsync("update past_states_begin set at = '2026-03-01T00:00:00Z'");
        try
        {
            using var admin = stage.As("admin");
            using var answer = await admin.GetAsync("/api/integrations/abc-123/shares?at=2026-02-01T00:00:00Z");
            using var later = await admin.GetAsync("/api/integrations/abc-123/shares?at=2026-03-01T00:00:00Z");

            answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
            (await answer.JsonAsync()).GetProperty("detail").GetString().Should().Contain("2026-03-01T00:00:00.000Z or a later time");
            later.StatusCode.Should().Be(HttpStatusCode.OK);
        }
        finally
        {
            await stage.ExecuteAsync("update past_states_begin set at = '-infinity'");
        }
    }

    [Fact]
    public async Task DeletedPrincipals_AreNamedByTheirIds_WithoutLinks()
    {
        await stage.AddUsersAsync("gone");
        await stage.AddIntegrationAsync("deleted", "user:owner", [("user:gone", 2), ("user:level1", 1)]);
        using var admin = Server("admin");
        using var transfer = await admin.PutAsync("/api/integrations/deleted/owner", """{"userId": "gone"}""");
        transfer.EnsureSuccessStatusCode();
        var owned = Now();
        _clock.Advance(TimeSpan.FromHours(1));
        using var back = await admin.PutAsync("/api/integrations/deleted/owner", """{"userId": "owner"}""");
        back.EnsureSuccessStatusCode();
        using var deletion = await admin.SendAsync("DELETE", "/api/users/gone");
        deletion.EnsureSuccessStatusCode();
        _clock.Advance(TimeSpan.FromHours(1));

        using var owner = Server("owner");
        var shares = await owner.DocumentAsync($"/api/integrations/deleted/shares?at={owned}");
        var share = shares.Embedded("inf:integration-share")[0];
        share.GetProperty("principal").ToString().Should().Be("""{"id":"user:gone","type":"user"}""");
        share.Rels().Should().Equal("self", "inf:integration");
        var past = await owner.DocumentAsync($"/api/integrations/deleted/owner?at={owned}");
        past.GetProperty("id").GetString().Should().Be("user:gone");
        past.TryGetProperty("_embedded", out _).Should().BeFalse();
        past.Rels().Should().NotContain("inf:user");
        (await owner.DocumentAsync($"/api/integrations/deleted/shares?at={Now()}"))
            .Embedded("inf:integration-share").Should().ContainSingle();
    }

    [Fact]
    public async Task ClocksOfServersThatDiffer_NeverTurnAStateBack()
    {
        await stage.AddIntegrationAsync("skewed", "user:owner", []);
        var behind = new FakeTimeProvider(_clock.GetUtcNow() - TimeSpan.FromSeconds(10));
        using var ahead = Server("owner");
        using var late = stage.Anonymous(services => services.AddSingleton<TimeProvider>(behind))
            .WithBearer(TestIssuer.BuiltIn.Token("owner"));
        const string path = "/api/integrations/skewed/shares/user:level1";
        await PutAsync(ahead, path, 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var first = Now();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await PutAsync(ahead, path, 2);

        await PutAsync(late, path, 3);

        _clock.Advance(TimeSpan.FromSeconds(1));
        (await LevelAsync(ahead, path, first)).Should().Be(1);
        (await LevelAsync(ahead, path, Now())).Should().Be(3);
        (await ahead.DocumentAsync(path)).GetProperty("updatedAt").GetString().Should().Be(
            (await ahead.DocumentAsync($"{path}?at={Now()}")).GetProperty("updatedAt").GetString());
        using var revoked = await late.SendAsync("DELETE", path);
        revoked.EnsureSuccessStatusCode();
        (await LevelAsync(ahead, path, first)).Should().Be(1);
        using var gone = await ahead.GetAsync($"{path}?at={Now()}");
        gone.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ShareRevokedWithMany_EndsAtTheTimeOfTheRequest()
    {
        await stage.AddIntegrationAsync("revoked-with-many", "user:owner", []);
        using var owner = Server("owner");
        const string path = "/api/integrations/revoked-with-many/shares";
        await PutAsync(owner, $"{path}/user:level1", 1);
        _clock.Advance(TimeSpan.FromHours(1));
        var shared = Now();
        _clock.Advance(TimeSpan.FromHours(1));

        using var revoked = await owner.PostAsync($"{path}/bulk", """{"items": [{"principalId": "user:level1", "accessLevel": null}]}""");
        revoked.EnsureSuccessStatusCode();
        _clock.Advance(TimeSpan.FromHours(1));

        (await LevelAsync(owner, $"{path}/user:level1", shared)).Should().Be(1);
        using var gone = await owner.GetAsync($"{path}/user:level1?at={Now()}");
        gone.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("past_shares")]
    [InlineData("past_owners")]
    [InlineData("past_memberships")]
    public async Task PastStates_AreAppendOnly_AlsoForTheOwnerOfTheTables(string table)
    {
        foreach (var sql in new[] { $"update {table} set valid_to = now()", $"delete from {table}", $"truncate {table}" })
        {
            var change = () => stage.ExecuteAsync(sql);
            await change.Should().ThrowAsync<Npgsql.PostgresException>().WithMessage("*append-only*");
        }
    }

    [Fact]
    public async Task AllReaders_SeeTheSameDocument()
    {
        await stage.AddIntegrationAsync("past-state", "user:owner", [("team:readers", 3), ("user:level1", 7)]);
        foreach (var role in new[] { "owner", "level1", "readers-publisher" })
        {
            using var caller = stage.As(role);
            foreach (var (path, variant) in new[] { ("shares", "shares"), ("shares/user:level1", "share"), ("owner", "owner") })
                await Snapshot.Verify(await caller.GetAsync($"/api/integrations/past-state/{path}{AtCreation}"), variant, role);
        }
    }

    private HttpClient Server(string user) =>
        stage.Anonymous(services => services.AddSingleton<TimeProvider>(_clock)).WithBearer(TestIssuer.BuiltIn.Token(user));

    private string Now() => $"{_clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}";

    private static async Task PutAsync(HttpClient client, string path, int level)
    {
        using var answer = await client.PutAsync(path, $$"""{"accessLevel": {{level}}}""");
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<int> LevelAsync(HttpClient client, string path, string at) =>
        (await client.DocumentAsync($"{path}?at={at}")).GetProperty("accessLevel").GetInt32();
}
