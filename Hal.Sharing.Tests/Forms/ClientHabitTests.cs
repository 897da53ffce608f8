using System.Net;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Forms;

/// <summary>What known clients of HAL and HAL-FORMS do, whether a specification says so or not.</summary>
[Collection(nameof(FormsFixture))]
public sealed class ClientHabitTests(FormsFixture scene)
{
    private static readonly string[] Writers = ["admin", "jdoe", "coach", "junior", "junior by party, acting",
        "junior by team, writing"];

    [Theory]
    [InlineData("application/hal+json")]
    [InlineData("application/prs.hal-forms+json")]
    public async Task Document_PutBackWhole_ChangesNothing(string mediaType)
    {
        await scene.RewindAsync();
        var before = await DatabaseDigest.ReadAsync(scene.ConnectionString);
        var refused = new List<string>();
        var kinds = new HashSet<string>();
        foreach (var writer in Writers)
        {
            using var http = scene.As(writer);
            foreach (var document in await WithAsync(writer, "PUT"))
            {
                var href = document.Href("self")!;
                using var seen = await http.GetAsync(href, ("Accept", mediaType));
                using var request = new HttpRequestMessage(HttpMethod.Put, href)
                {
                    Content = new StringContent(await seen.Content.ReadAsStringAsync(), Encoding.UTF8, "application/hal+json"),
                };
                using var answer = await http.SendAsync(request);
                kinds.Add(ActionTable.KindOf(document));
                if (answer.StatusCode != HttpStatusCode.OK)
                    refused.Add($"{writer} {href}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
        }

        refused.Should().BeEmpty();
        kinds.Should().BeEquivalentTo(
            "/api/integrations/*", "/api/integrations/*/shares/*", "/api/integrations/*/owner", "/api/users/*", "/api/teams/*",
            "/api/teams/*/members/*", "/api/clients/*");
        (await DatabaseDigest.ReadAsync(scene.ConnectionString)).Should().Equal(before);
    }

    [Theory]
    [InlineData("{}", "application/json")]
    [InlineData("{ }", "application/json")]
    [InlineData("{}", "application/hal+json")]
    public async Task Delete_WithAnEmptyObject_IsADelete(string body, string contentType)
    {
        var refused = new List<string>();
        var deleted = 0;
        foreach (var writer in Writers)
        {
            using var http = scene.As(writer);
            foreach (var document in await scene.ThingsAsync(writer))
                foreach (var form in HalForm.AllOf(document).Where(form => form.Method == "DELETE"))
                {
                    await scene.RewindAsync();
                    using var request = new HttpRequestMessage(HttpMethod.Delete, form.Target)
                    {
                        Content = new StringContent(body, Encoding.UTF8, contentType),
                    };
                    using var answer = await http.SendAsync(request);
                    deleted++;
                    if (answer.StatusCode != HttpStatusCode.NoContent)
                        refused.Add($"{writer} {form.Target}: {(int)answer.StatusCode}");
                }
        }

        refused.Should().BeEmpty();
        deleted.Should().BeGreaterThan(10);
    }

    [Fact]
    public async Task NumbersAndTruths_MayBeTexts()
    {
        await scene.RewindAsync();
        using var http = scene.As("admin");

        using var share = await http.PutAsync("/api/integrations/abc-123/shares/user:bwong", """{"accessLevel": "2"}""");
        using var user = await http.PutAsync("/api/users/bwong", """{"displayName": "Bob", "isSuperuser": "false"}""");
        using var client = await http.PutAsync("/api/clients/calendar", """{"rotateSecret": "true"}""");

        (await share.JsonAsync()).GetProperty("accessLevel").GetInt32().Should().Be(2);
        (await user.JsonAsync()).GetProperty("isSuperuser").GetBoolean().Should().BeFalse();
        (await client.JsonAsync()).TryGetProperty("secret", out _).Should().BeTrue();
    }

    [Fact]
    public async Task AcceptOfBrowsersOfHal_GetsHal()
    {
        using var http = scene.As("admin");
        var others = new List<string>();
        foreach (var document in await scene.DocumentsAsync("admin"))
        {
            using var answer = await http.GetAsync(
                document.Href("self")!, ("Accept", "application/hal+json, application/json, */*; q=0.01"));
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "application/hal+json")
                others.Add($"{document.Href("self")}: {(int)answer.StatusCode} {answer.Content.Headers.ContentType}");
        }

        others.Should().BeEmpty();
    }

    [Fact]
    public async Task QueryOfAGetForm_ReplacesTheTargets()
    {
        await scene.RewindAsync();
        using var http = scene.As("admin");
        var client = new HalFormsClient(http);
        var entry = await client.EnterAsync();

        foreach (var rel in entry.Rels()
            .Where(rel => entry.Link(rel) is { ValueKind: JsonValueKind.Object } link && link.TryGetProperty("templated", out _)))
        {
            var href = entry.Href(rel)!;
            var path = href.Split("{?")[0].Replace(
                "{id}", rel switch { "inf:find-integration" => "abc-123", "inf:find-team" => "analytics", _ => "jdoe" },
                StringComparison.Ordinal);
            var plain = await client.ReadAsync(path);
            if (!href.Contains("{?q", StringComparison.Ordinal))
            {
                using var refused = await http.GetAsync($"{path}?q=e&limit=2");
                refused.StatusCode.Should().Be(HttpStatusCode.BadRequest, "{0} offers no query", href);
                continue;
            }
            var queried = await client.ReadAsync(path + "?q=e&limit=2");
            queried.GetProperty("_links").GetProperty("profile").GetRawText()
                .Should().Be(plain.GetProperty("_links").GetProperty("profile").GetRawText());
            queried.GetProperty("count").GetInt32().Should().BeLessThanOrEqualTo(2);
        }

        var members = await client.ReadAsync("/api/teams/analytics/members");
        var link = HalForm.AllOf(members).Single(form => form.Key == "add-member").Properties.Single(
            property => property.Options?.TryGetProperty("link", out _) == true)
            .Options!.Value.GetProperty("link").GetProperty("href").GetString()!;
        var found = FormOption.AllOf(await client.ReadAsync(link.Split('?')[0] + "?q=alice"));
        found.Should().ContainSingle(option => option.Value == "user:asmith");
    }

    [Fact]
    public async Task TypedText_NarrowsTheOptions()
    {
        await scene.RewindAsync();
        using var http = scene.As("jdoe");
        var client = new HalFormsClient(http);
        var shares = await client.ReadAsync("/api/integrations/abc-123/shares");
        var principal = HalForm.AllOf(shares)[0].Properties.First(
            property => property.Options?.TryGetProperty("link", out _) == true);

        (await client.OptionsAsync(principal, ("q", "coach")))
            .Should().Equal(new FormOption("Coaching", "team:coaching"), new FormOption("Casey Coach", "user:coach"));
        (await client.OptionsAsync(principal, ("q", "coach"), ("type", "user")))
            .Should().Equal(new FormOption("Casey Coach", "user:coach"));
    }

    [Fact]
    public async Task ETagOfARequest_MeansNothing()
    {
        await scene.RewindAsync();
        using var http = scene.As("admin");

        foreach (var tag in new[] { "\"0-0.stale\"", "nonsense", "" })
        {
            using var read = await http.GetAsync("/api/integrations/abc-123", ("ETag", tag));
            read.StatusCode.Should().Be(HttpStatusCode.OK);
            using var request = new HttpRequestMessage(HttpMethod.Put, "/api/integrations/abc-123")
            {
                Content = new StringContent($$"""{"name": "With {{tag.Length}}"}""", Encoding.UTF8, "application/json"),
            };
            request.Headers.TryAddWithoutValidation("ETag", tag).Should().BeTrue();
            using var answer = await http.SendAsync(request);
            (await answer.JsonAsync()).GetProperty("name").GetString().Should().Be($"With {tag.Length}");
        }
        using var gone = await http.SendAsync("DELETE", "/api/integrations/abc-123", ("ETag", "\"0-0.stale\""));
        gone.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    private async Task<IReadOnlyList<JsonElement>> WithAsync(string caller, string method) =>
        [.. (await scene.ThingsAsync(caller)).Where(document => HalForm.AllOf(document).Any(form => form.Method == method))];
}
