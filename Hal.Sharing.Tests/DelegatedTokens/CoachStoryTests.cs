using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.DelegatedTokens;

/// <summary>A delegation from beginning to end, on the demo data.</summary>
public sealed class CoachStoryTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Fact]
    public async Task Coach_LetsTeamReadAsPupil_UntilRevocation()
    {
        using var client = server.CreateClient();
        var coach = $"Bearer {TestIssuer.BuiltIn.Token("coach")}";
        var bwong = $"Bearer {TestIssuer.BuiltIn.Token("bwong")}";

        var created = await DoneAsync(client, coach, "POST", "/api/users", """{"displayName":"Petra Pupil"}""");
        var pupil = created.GetProperty("id").GetString()!;
        var asPupil = $"Bearer {await client.MintAsync(coach, pupil)}";
        var thing = (await DoneAsync(client, asPupil, "POST", "/api/integrations", """{"name":"Diary"}""")).GetProperty("id").GetString()!;
        await DoneAsync(client, asPupil, "POST", "/api/v1/teams/coaching/authorize", """{"scopes":["data:read"]}""");

        var users = await DoneAsync(client, bwong, "GET", "/api/v1/teams/coaching/users?name=petra");
        users.EnumerateArray().Should().ContainSingle(user => user.GetProperty("id").GetString() == pupil);
        var byTeam = $"Bearer {await client.MintAsync(bwong, pupil, "coaching")}";
        (await DoneAsync(client, byTeam, "GET", "/api/users/me")).GetProperty("displayName").GetString().Should().Be("Petra Pupil");
        (await DoneAsync(client, byTeam, "GET", $"/api/integrations/{thing}")).GetProperty("name").GetString().Should().Be("Diary");
        using (var writing = await client.SendAsync(byTeam, "PUT", $"/api/integrations/{thing}", """{"name":"Changed"}"""))
        {
            writing.StatusCode.Should().Be(HttpStatusCode.Forbidden);
            writing.Headers.WwwAuthenticate.ToString().Should().Be("Bearer error=\"insufficient_scope\", scope=\"data:write\"");
        }

        await DoneAsync(client, asPupil, "DELETE", "/api/v1/teams/coaching/authorize");
        using var dead = await client.SendAsync(byTeam, "GET", "/api/users/me");
        dead.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        using var again = await client.SendAsync(bwong, "POST", TestTokens.MintPath, $$"""{"sub":"{{pupil}}","team_id":"coaching"}""");
        again.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task<JsonElement> DoneAsync(HttpClient client, string by, string method, string path, string? body = null)
    {
        using var answer = await client.SendAsync(by, method, path, body);
        answer.IsSuccessStatusCode.Should().BeTrue("{0} {1} was answered {2}", method, path, await answer.Content.ReadAsStringAsync());
        return answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.JsonAsync();
    }
}
