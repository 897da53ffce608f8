using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;
using Hal.Sharing.Tests.Validators;

namespace Hal.Sharing.Tests.Shares;

/// <summary>A share shows its grantor to readers who can see that user.</summary>
public sealed class GrantorTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    private const string Reader = "level1";

    [Fact]
    public async Task Grantor_IsWhoLastChangedTheShare()
    {
        var id = await stage.AddIntegrationOfAsync("user:owner", ("user:level3", 3));
        var share = $"/api/integrations/{id}/shares/user:someone";

        var created = await stage.AskAsync("owner", "PUT", share, "{}");
        var changed = await stage.AskAsync("level3", "PUT", share, """{"accessLevel": 2}""");
        var unchanged = await stage.AskAsync("owner", "PUT", share, """{"accessLevel": 2}""");

        GrantedBy(created.Body).Should().Be("user:owner");
        GrantedBy(changed.Body).Should().Be("user:level3");
        GrantedBy(unchanged.Body).Should().Be("user:level3");
        (await ReadAsync("someone", id)).Should().Equal("user:admin", "user:level3");
    }

    [Fact]
    public async Task ManagedGrantor_IsHidden_FromReadersWhoCannotSeeThem()
    {
        var (id, grantor) = await PrepareAsync();

        (await ReadAsync(Reader, id)).Should().Equal((string?)null);
        (await ReadAsync("admin", id)).Should().Equal($"user:{grantor}");
    }

    [Fact]
    public async Task ManagedGrantor_IsVisible_ToReadersWhoShareATeam()
    {
        var (id, grantor) = await PrepareAsync();
        await stage.AddTeamAsync(("owner", 6), (grantor, 1), (Reader, 1));

        (await ReadAsync(Reader, id)).Should().Equal($"user:{grantor}");
    }

    [Fact]
    public async Task DeletedGrantor_IsOmitted()
    {
        var (id, grantor) = await PrepareAsync();

        (await stage.AskAsync("admin", "DELETE", $"/api/users/{grantor}")).Status.Should().Be(HttpStatusCode.NoContent);

        (await ReadAsync("admin", id)).Should().Equal((string?)null);
    }

    [Fact]
    public async Task ClientsCopy_IsNotCurrent_WhenGrantorBecomesVisibleHiddenOrDeleted()
    {
        var (id, grantor) = await PrepareAsync();
        string[] documents = [$"/api/integrations/{id}/shares", $"/api/integrations/{id}/shares?limit=1", Share(id)];
        foreach (var path in documents)
        {
            using var reader = stage.As(Reader);
            var hidden = await reader.TagAsync(path);

            var team = await stage.AddTeamAsync(("owner", 6), (grantor, 1), (Reader, 1));
            var visible = await AssertChangedAsync(reader, path, hidden);

            await stage.ExecuteAsync("delete from memberships where team_id = @team and user_id = @grantor", new { team, grantor });
            (await AssertChangedAsync(reader, path, visible)).Should().Be(hidden);
        }

        using var admin = stage.As("admin");
        var before = new Dictionary<string, string>();
        foreach (var path in documents)
            before[path] = await admin.TagAsync(path);
        await stage.AskAsync("admin", "DELETE", $"/api/users/{grantor}");
        foreach (var path in documents)
            await AssertChangedAsync(admin, path, before[path]);
    }

    [Fact]
    public async Task ClientsCopy_IsCurrent_WhileReaderSeesTheSameGrantors()
    {
        var (id, grantor) = await PrepareAsync();
        using var admin = stage.As("admin");
        var tag = await admin.TagAsync($"/api/integrations/{id}/shares");

        await stage.AddTeamAsync(("owner", 6), (grantor, 1), (Reader, 1));

        using var answer = await admin.GetAsync($"/api/integrations/{id}/shares", ("If-None-Match", tag));
        answer.StatusCode.Should().Be(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task ReceivedDocument_CanBePutBack()
    {
        var id = await stage.AddIntegrationOfAsync("user:owner", ("user:level1", 1));
        var document = await stage.AskAsync("owner", "GET", Share(id));
        GrantedBy(document.Body).Should().Be("user:admin");

        var answer = await stage.AskAsync("owner", "PUT", Share(id), document.Body.GetRawText());

        answer.Status.Should().Be(HttpStatusCode.OK);
        GrantedBy(answer.Body).Should().Be("user:admin", "nothing was written");
    }

    /// <summary>Adds an integration with one share, to the reader, that was granted by a managed user who can no longer read it.</summary>
    private async Task<(string Id, string Grantor)> PrepareAsync()
    {
        var grantor = await stage.AddUserAsync(managedBy: "coach");
        var id = await stage.AddIntegrationOfAsync("user:owner", ($"user:{Reader}", 1));
        await stage.ExecuteAsync("update shares set granted_by = @grantor where integration_id = @id", new { id, grantor });
        return (id, grantor);
    }

    /// <summary>Returns the grantors of the list, which are the same in each share's own document.</summary>
    private async Task<IReadOnlyList<string?>> ReadAsync(string reader, string id)
    {
        var list = await stage.AskAsync(reader, "GET", $"/api/integrations/{id}/shares");
        var shares = list.Body.GetProperty("_embedded").GetProperty("inf:integration-share").EnumerateArray().ToList();
        foreach (var share in shares)
        {
            var single = await stage.AskAsync(
                reader, "GET", share.GetProperty("_links").GetProperty("self").GetProperty("href").GetString()!);
            GrantedBy(single.Body).Should().Be(GrantedBy(share));
        }
        return [.. shares.Select(GrantedBy)];
    }

    private static async Task<string> AssertChangedAsync(HttpClient caller, string path, string held)
    {
        using var answer = await caller.GetAsync(path, ("If-None-Match", held));
        answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return answer.Headers.ETag!.ToString();
    }

    private static string Share(string id) => $"/api/integrations/{id}/shares/user:{Reader}";

    private static string? GrantedBy(JsonElement share) => share.TryGetProperty("grantedBy", out var grantor) ? grantor.GetString() : null;
}
