using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.DelegatedTokens;

/// <summary>Two servers on one database: a revocation at one applies to the next request at the other.</summary>
public sealed class SecondProcessTests(DemoDatabase database, DataFolders folders)
    : IClassFixture<DemoDatabase>, IClassFixture<DataFolders>
{
    [Fact]
    public async Task TokenRevokedAtOneServer_IsInvalidAtTheOther()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        using var here = new HttpClient(new ApiCheck { InnerHandler = new HttpClientHandler() }) { BaseAddress = first.Address };
        using var there = new HttpClient(new ApiCheck { InnerHandler = new HttpClientHandler() }) { BaseAddress = second.Address };
        var coach = $"Bearer {TestIssuer.BuiltIn.Token("coach")}";
        var asJunior = $"Bearer {await here.MintAsync(coach, "junior")}";
        var byTeam = $"Bearer {await here.MintAsync(coach, "junior", "coaching")}";
        await IsAnsweredAsync(there, byTeam, "GET", "/api/users/me", HttpStatusCode.OK);
        await IsAnsweredAsync(there, asJunior, "GET", "/api/users/me", HttpStatusCode.OK);

        await IsAnsweredAsync(here, asJunior, "DELETE", "/api/v1/teams/coaching/authorize", HttpStatusCode.NoContent);
        await IsAnsweredAsync(there, byTeam, "GET", "/api/users/me", HttpStatusCode.Unauthorized);
        await IsAnsweredAsync(there, asJunior, "GET", "/api/users/me", HttpStatusCode.OK);

        await IsAnsweredAsync(here, coach, "DELETE", "/api/users/junior", HttpStatusCode.NoContent);
        await IsAnsweredAsync(there, asJunior, "GET", "/api/users/me", HttpStatusCode.Unauthorized);
        await IsAnsweredAsync(here, asJunior, "GET", "/api/users/me", HttpStatusCode.Unauthorized);
    }

    private async Task<ServerProcess> StartAsync()
    {
        var folder = folders.New();
        Directory.CreateDirectory(folder);
        var key = Path.Combine(folder, "key.pem");
        await File.WriteAllTextAsync(key, TestIssuer.BuiltInPem);
        return await ServerProcess.StartReadyAsync(
            folder, $"--ConnectionStrings:Sharing={database.ConnectionString}", $"--Auth:SigningKeyFile={key}");
    }

    private static async Task IsAnsweredAsync(HttpClient client, string by, string method, string path, HttpStatusCode expected)
    {
        using var answer = await client.SendAsync(by, method, path);
        answer.StatusCode.Should().Be(expected, "{0} {1} was answered {2}", method, path, await answer.Content.ReadAsStringAsync());
    }
}
