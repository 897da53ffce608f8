using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.AccessLists;

/// <summary>Refusals say what is missing and who can grant it, and lead to the reasons of the caller's access.</summary>
public sealed class WhyTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    [Theory]
    [InlineData("PUT", "", """{"name": "New"}""", "integration:write")]
    [InlineData("DELETE", "", null, "integration:delete")]
    [InlineData("PUT", "/shares/user:recipient", "{}", "integration:share")]
    [InlineData("POST", "/shares", """{"principalId": "user:recipient"}""", "integration:share")]
    [InlineData("DELETE", "/shares/user:level2", null, "integration:share")]
    [InlineData("PUT", "/owner", """{"userId": "level1"}""", "integration:changeOwner")]
    public async Task MissingPermission_LeadsToTheReasonsOfTheCaller(string method, string path, string? body, string permission)
    {
        var id = $"why-{method}-{permission.Split(':')[1]}".ToLowerInvariant();
        await stage.AddIntegrationAsync(id, "user:owner");
        using var caller = stage.As("level1");
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/integrations/{id}-slug{path}");
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await caller.SendAsync(request);
        var problem = await response.JsonAsync();
        var reasons = await caller.DocumentAsync(problem.Href("inf:why")!);

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        problem.GetProperty("permission").GetString().Should().Be(permission);
        problem.GetProperty("owner").GetString().Should().Be("user:owner");
        problem.GetProperty("level").GetInt32().Should().Be(1);
        problem.Href("inf:why").Should().Be($"/api/integrations/{id}/access/user:level1", "the link has the ID, not the slug");
        reasons.GetProperty("level").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task ShareToAUser_LeadsToTheirReasons_AndAShareToATeamDoesNot()
    {
        await stage.AddIntegrationAsync("why-share", "user:owner");
        using var caller = stage.As("owner");
        var shares = (await caller.DocumentAsync("/api/integrations/why-share/shares")).Embedded("inf:integration-share");

        foreach (var share in shares)
        {
            var principal = share.GetProperty("principalId").GetString()!;

            share.Href("inf:why").Should().Be(
                principal.StartsWith("user:", StringComparison.Ordinal) ? $"/api/integrations/why-share/access/{principal}" : null);
        }
    }
}
