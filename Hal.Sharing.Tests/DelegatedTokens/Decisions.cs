using System.Globalization;

namespace Hal.Sharing.Tests.DelegatedTokens;

/// <summary>One request of the two APIs, and the status that each caller gets.</summary>
/// <param name="Endpoint">The method and the route, as in the server's route table.</param>
/// <param name="Path">The address in a scene; <c>#</c> stands for the scene's number.</param>
/// <param name="Expected">The status for each of the scene's callers.</param>
public sealed record Decision(string Endpoint, string Path, string? Body, IReadOnlyList<int> Expected)
{
    public string Method => Endpoint.Split(' ')[0];
}

/// <summary>
/// The decisions as data. The integration thing belongs to subject. The client manages subject, who is a member of the team, which can read
/// thing. The user regular has no relation to any of them. The client also manages pupil, who has nothing.
/// </summary>
public static class Decisions
{
    public static readonly IReadOnlyList<Decision> All =
    [
        // The columns:  -   reg par act t-r t-w cli mem adm sup
        Row("GET /api", "/api", null,
            "200 200 200 200 200 403 401 200 200 200"),
        Row("GET /api/integrations", "/api/integrations", null,
            "401 200 200 200 200 403 401 200 200 200"),
        Row("POST /api/integrations", "/api/integrations", """{"name":"New"}""",
            "401 201 201 201 403 403 401 201 201 201"),
        Row("GET /api/integrations/{id}", "/api/integrations/thing#", null,
            "401 404 200 200 200 403 401 200 200 200"),
        Row("PUT /api/integrations/{id}", "/api/integrations/thing#", """{"name":"Changed"}""",
            "401 404 200 200 403 200 401 403 403 200"),
        Row("DELETE /api/integrations/{id}", "/api/integrations/thing#", null,
            "401 404 204 204 403 403 401 403 403 204"),
        Row("GET /api/integrations/{id}/shares", "/api/integrations/thing#/shares", null,
            "401 404 200 200 403 403 401 200 200 200"),
        Row("POST /api/integrations/{id}/shares", "/api/integrations/thing#/shares", """{"principalId":"user:regular#"}""",
            "401 404 201 201 403 403 401 403 403 201"),
        Row("GET /api/integrations/{id}/shares/{principalId}", "/api/integrations/thing#/shares/user:other#", null,
            "401 404 200 200 403 403 401 200 200 200"),
        Row("PUT /api/integrations/{id}/shares/{principalId}", "/api/integrations/thing#/shares/user:other#", """{"accessLevel":2}""",
            "401 404 200 200 403 403 401 403 403 200"),
        Row("DELETE /api/integrations/{id}/shares/{principalId}", "/api/integrations/thing#/shares/user:other#", null,
            "401 404 204 204 403 403 401 403 403 204"),
        Row("GET /api/integrations/{id}/access", "/api/integrations/thing#/access", null,
            "401 404 200 200 403 403 401 200 200 200"),
        Row("GET /api/integrations/{id}/access/{principalId}", "/api/integrations/thing#/access/user:other#", null,
            "401 404 200 200 403 403 401 200 200 200"),
        Row("GET /api/integrations/{id}/owner", "/api/integrations/thing#/owner", null,
            "401 404 200 200 403 403 401 200 200 200"),
        Row("PUT /api/integrations/{id}/owner", "/api/integrations/thing#/owner", """{"userId":"other#"}""",
            "401 404 200 200 403 403 401 403 403 200"),
        Row("GET /api/principals", "/api/principals", null,
            "401 200 200 200 403 403 401 200 200 200"),
        Row("GET /api/principals/options", "/api/principals/options", null,
            "401 200 200 200 403 403 401 200 200 200"),
        Row("GET /api/users", "/api/users", null,
            "401 200 200 200 403 403 401 200 200 200"),
        Row("GET /api/users/me", "/api/users/me", null,
            "401 200 200 200 200 403 401 200 200 200"),
        Row("GET /api/users/{id}", "/api/users/pupil#", null,
            "401 404 404 404 404 403 401 404 404 200"),
        Row("GET /api/users/{id}/access", "/api/users/pupil#/access", null,
            "401 404 404 404 403 403 401 404 404 200"),
        Row("POST /api/users", "/api/users", """{"displayName":"New"}""",
            "401 201 403 403 403 403 201 201 201 201"),
        Row("PUT /api/users/{id}", "/api/users/pupil#", """{"displayName":"Changed"}""",
            "401 404 404 404 403 403 200 404 404 200"),
        Row("DELETE /api/users/{id}", "/api/users/pupil#", null,
            "401 404 404 404 403 403 204 404 404 204"),
        Row("GET /api/teams", "/api/teams", null,
            "401 200 200 200 403 403 401 200 200 200"),
        Row("POST /api/teams", "/api/teams", """{"name":"New"}""",
            "401 201 201 201 403 403 401 201 201 201"),
        Row("GET /api/teams/{id}", "/api/teams/team#", null,
            "401 200 200 200 200 403 401 200 200 200"),
        Row("PUT /api/teams/{id}", "/api/teams/team#", """{"name":"Changed"}""",
            "401 403 403 403 403 403 401 403 200 200"),
        Row("DELETE /api/teams/{id}", "/api/teams/team#", null,
            "401 403 403 403 403 403 401 403 204 204"),
        Row("GET /api/teams/{id}/members", "/api/teams/team#/members", null,
            "401 403 200 200 403 403 401 200 200 200"),
        Row("POST /api/teams/{id}/members", "/api/teams/team#/members", """{"userId":"regular#"}""",
            "401 403 403 403 403 403 401 403 201 201"),
        Row("GET /api/teams/{id}/members/{userId}", "/api/teams/team#/members/other#", null,
            "401 403 200 200 403 403 401 200 200 200"),
        Row("PUT /api/teams/{id}/members/{userId}", "/api/teams/team#/members/other#", """{"role":"designer"}""",
            "401 403 403 403 403 403 401 403 200 200"),
        Row("DELETE /api/teams/{id}/members/{userId}", "/api/teams/team#/members/other#", null,
            "401 403 403 403 403 403 401 403 204 204"),
        Row("GET /api/clients", "/api/clients", null,
            "401 403 403 403 403 403 401 403 403 200"),
        Row("POST /api/clients", "/api/clients", """{"name":"New"}""",
            "401 403 403 403 403 403 401 403 403 201"),
        Row("GET /api/clients/{id}", "/api/clients/robot#", null,
            "401 404 404 404 403 403 401 404 404 200"),
        Row("PUT /api/clients/{id}", "/api/clients/robot#", """{"name":"Changed"}""",
            "401 404 404 404 403 403 401 404 404 200"),
        Row("DELETE /api/clients/{id}", "/api/clients/robot#", null,
            "401 404 404 404 403 403 401 404 404 204"),
        Row("GET /api/v1/teams", "/api/v1/teams/", null,
            "401 200 200 200 200 403 401 200 200 200"),
        Row("GET /api/v1/teams/authorized", "/api/v1/teams/authorized", null,
            "401 200 200 200 403 403 401 200 200 200"),
        Row("GET /api/v1/teams/{team_id}/users", "/api/v1/teams/team#/users", null,
            "401 403 200 200 403 403 401 200 200 403"),
        Row("POST /api/v1/teams/{team_id}/authorize", "/api/v1/teams/team#/authorize", """{"scopes":["data:read"]}""",
            "401 403 200 200 403 403 401 403 403 403"),
        Row("DELETE /api/v1/teams/{team_id}/authorize", "/api/v1/teams/team#/authorize", null,
            "401 403 204 204 403 403 401 403 403 403"),
        Row("POST /api/v1/oauth/delegated-token", "/api/v1/oauth/delegated-token", """{"sub":"pupil#"}""",
            "401 404 403 403 403 403 200 404 404 404"),
    ];

    private static Decision Row(string endpoint, string path, string? body, string expected) =>
        new(endpoint, path, body, [.. expected.Split(' ').Select(status => int.Parse(status, CultureInfo.InvariantCulture))]);
}
