using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Links;

/// <summary>Every caller performs every action on users, teams, members and clients: link, response and contract agree.</summary>
public sealed class DirectoryLinksTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    /// <summary>An action, the document with its link, and who may take it.</summary>
    public sealed record Row(string Name, string Document, string Rel, string Method, string Target, string? Body, params string[] May)
    {
        public override string ToString() => Name;
    }

    private static readonly string[] Callers =
        ["superuser", "managed", "plain", "party", "pupil", "stranger", "team-admin", "publisher", "member"];

    public static TheoryData<Row> Rows =>
    [
        new("create a user", "/api/users", "inf:create-user", "POST", "/api/users", """{"displayName": "New"}""", "superuser", "plain",
            "party", "stranger", "team-admin", "publisher", "member"),
        new("edit a user", "/api/users/{plain}", "inf:edit", "PUT", "/api/users/{plain}", """{"displayName": "New"}""", "superuser",
            "plain"),
        new("edit a managed user", "/api/users/{managed}", "inf:edit", "PUT", "/api/users/{managed}", """{"displayName": "New"}""",
            "superuser", "managed", "party"),
        new("delete a user", "/api/users/{plain}", "inf:delete", "DELETE", "/api/users/{plain}", null, "superuser"),
        new("delete a managed user", "/api/users/{managed}", "inf:delete", "DELETE", "/api/users/{managed}", null, "superuser", "party"),
        new("delete a party", "/api/users/{party}", "inf:delete", "DELETE", "/api/users/{party}", null),
        new("delete a last admin", "/api/users/{team-admin}", "inf:delete", "DELETE", "/api/users/{team-admin}", null),
        new("create a team", "/api/teams", "inf:create-team", "POST", "/api/teams", """{"name": "New"}""", Callers),
        new("edit a team", "/api/teams/{team}", "inf:edit", "PUT", "/api/teams/{team}", """{"name": "New"}""", "superuser", "team-admin"),
        new("delete a team", "/api/teams/{team}", "inf:delete", "DELETE", "/api/teams/{team}", null, "superuser", "team-admin"),
        new("delete a team that owns", "/api/teams/{owning}", "inf:delete", "DELETE", "/api/teams/{owning}", null),
        new("add a member", "/api/teams/{team}/members", "inf:add-member", "POST", "/api/teams/{team}/members",
            """{"userId": "recipient"}""", "superuser", "team-admin"),
        new("edit a member", "/api/teams/{team}/members/{member}", "inf:edit", "PUT", "/api/teams/{team}/members/{member}",
            """{"role": "designer"}""", "superuser", "team-admin"),
        new("remove a member", "/api/teams/{team}/members/{member}", "inf:remove", "DELETE", "/api/teams/{team}/members/{member}", null,
            "superuser", "team-admin", "member"),
        new("remove a publisher", "/api/teams/{team}/members/{publisher}", "inf:remove", "DELETE", "/api/teams/{team}/members/{publisher}",
            null, "superuser", "team-admin", "publisher"),
        new("remove the last admin", "/api/teams/{team}/members/{team-admin}", "inf:remove", "DELETE",
            "/api/teams/{team}/members/{team-admin}", null),
        new("remove an only member", "/api/teams/{lone}/members/{plain}", "inf:remove", "DELETE", "/api/teams/{lone}/members/{plain}", null,
            "superuser", "plain"),
        new("create a client", "/api/clients", "inf:create-client", "POST", "/api/clients", """{"name": "New"}""", "superuser"),
        new("edit a client", "/api/clients/{client}", "inf:edit", "PUT", "/api/clients/{client}", """{"name": "New"}""", "superuser"),
        new("delete a client", "/api/clients/{client}", "inf:delete", "DELETE", "/api/clients/{client}", null, "superuser"),
        new("delete a client that manages", "/api/clients/{keeper}", "inf:delete", "DELETE", "/api/clients/{keeper}", null),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Link_IsPresentIfAndOnlyIfTheRequestPasses(Row row)
    {
        var differences = new List<string>();
        foreach (var player in Callers)
        {
            var cast = await CastAsync();
            string Fill(string text) =>
                cast.Aggregate(text, (filled, part) => filled.Replace($"{{{part.Key}}}", part.Value, StringComparison.Ordinal));
            var document = await stage.AskAsync(cast[player], "GET", Fill(row.Document));
            var link = document.Status == HttpStatusCode.OK ? document.Body.Href(row.Rel) : null;

            var answer = await stage.AskAsync(cast[player], row.Method, link ?? Fill(row.Target), row.Body);

            var passed = (int)answer.Status < 300;
            if (passed != row.May.Contains(player) || passed != link is not null || (link is not null && link != Fill(row.Target)))
                differences.Add(
                    $"{player}: link {link ?? "absent"}, response {(int)answer.Status}, contract {row.May.Contains(player)}");
            if (!passed && answer.Status is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Conflict))
                differences.Add($"{player}: refused with {(int)answer.Status}");
        }

        differences.Should().BeEmpty();
    }

    /// <summary>Creates new callers, because actions change them: a party, a managed user, members of teams, and unrelated users.</summary>
    private async Task<Dictionary<string, string>> CastAsync()
    {
        var cast = new Dictionary<string, string> { ["superuser"] = "admin" };
        foreach (var name in new[] { "plain", "party", "stranger", "team-admin", "publisher", "member" })
            cast[name] = await stage.AddUserAsync();
        cast["managed"] = await stage.AddUserAsync(cast["party"]);
        cast["pupil"] = await stage.AddUserAsync(cast["party"]);
        cast["team"] = await stage.AddTeamAsync((cast["team-admin"], 6), (cast["publisher"], 5), (cast["member"], 1), (cast["managed"], 1));
        cast["owning"] = await stage.AddTeamAsync((cast["team-admin"], 6));
        await stage.AddIntegrationOfAsync($"team:{cast["owning"]}");
        cast["lone"] = await stage.AddTeamAsync((cast["plain"], 6));
        cast["client"] = await stage.AddClientAsync();
        cast["keeper"] = await stage.AddClientAsync();
        await stage.AddUserAsync(cast["keeper"]);
        return cast;
    }
}
