using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Freshness;

/// <summary>
/// Every caller gets what a server without store and shared statements sends, also if the documents of callers with other permissions were
/// stored before: a key that lacks an input would mix them up.
/// </summary>
public sealed class SameBytesTests(SharingFixture fixture) : IClassFixture<SharingFixture>
{
    private static readonly string[] MediaTypes = ["application/hal+json", "application/prs.hal-forms+json", "application/json"];

    [Fact]
    public async Task StoredDocuments_AreThoseOfAServerWithoutStore()
    {
        var ofUser = await fixture.AddIntegrationOfAsync("user:owner", [.. SharingFixture.Shares]);
        var ofTeam = await fixture.AddIntegrationOfAsync("team:owners", [.. SharingFixture.Shares]);
        string[] paths =
        [
            .. from id in new[] { ofUser, ofTeam, $"{ofTeam}-slug" }
               from part in new[] { "", "/shares", "/shares?limit=2", "/shares/user:level1", "/shares/user:level7", "/owner" }
               select $"/api/integrations/{id}{part}",
            "/api", "/api/users/me", "/api/users/level1", "/api/teams/owners", "/api/teams/readers",
        ];
        using var plain = fixture.Anonymous(("Reads:StoredBytes", "0"), ("Reads:ShareStatements", "false"));
        using var storing = fixture.Anonymous();
        var documents = new HashSet<string>();

        foreach (var path in paths)
            foreach (var accept in MediaTypes)
                foreach (var caller in TestUsers.Callers.Append("admin"))
                {
                    var token = TestIssuer.BuiltIn.Token(caller);
                    var expected = await ReadAsync(plain.WithBearer(token), path, accept);
                    for (var time = 0; time < 2; time++)
                    {
                        (await ReadAsync(storing.WithBearer(token), path, accept))
                            .Should().Be(expected, "{0} {1} {2}", caller, path, accept);
                    }
                    documents.Add(expected);
                }
        documents.Should().HaveCountGreaterThan(300, "documents differ by caller, media type and address");
    }

    private static async Task<string> ReadAsync(HttpClient client, string path, string accept)
    {
        using var answer = await client.GetAsync(path, ("Accept", accept));
        var body = await answer.Content.ReadAsStringAsync();
        // A problem has the trace of its request.
        return answer.IsSuccessStatusCode ? $"{answer.Headers.ETag} {body}" : $"{answer.StatusCode}";
    }
}
