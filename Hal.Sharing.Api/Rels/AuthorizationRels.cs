namespace Hal.Sharing.Api.Rels;

/// <summary>Letting teams use one's data: the teams API, as HAL where that is asked for.</summary>
internal static class AuthorizationRels
{
    private const string Delegated = "a delegated token: the subject is managed by the party that obtained it, and the token has no `team_id`";
    private const string Himself = "a user who has signed in himself, by the cookie";
    private static readonly string[] OfUser = ["team, also in the teams API as HAL"];
    private static readonly (ProblemType, string) Browser = (ProblemType.Forbidden, "the token is not a delegated one: the user decides in the browser (`inf:consent`)");

    public static readonly Rel[] All =
    [
        new(Relations.MyTeams, "The caller's teams", "The teams that the caller is in.", ["entry point", "user, of oneself"],
            new RelRequest("GET", "/api/v1/teams/", "`application/json`: an array, `role` is `owner` for admins and `member` for the others. `application/hal+json`: the same as `inf:team`.", "any signed-in caller")
            {
                Example = "GET /api/v1/teams/ (as jdoe)",
                Answer = """
                    200 OK

                    [ { "id": "analytics", "name": "Analytics Team", "role": "member", … },
                      { "id": "engineering", "name": "Engineering", "role": "owner", … } ]
                    """,
            }),

        new(Relations.AuthorizedTeams, "The teams that may use the caller's data", "With the scopes that the caller granted.", ["entry point"],
            new RelRequest("GET", "/api/v1/teams/authorized", "`application/json`: an array. `application/hal+json`: the same as `inf:team`.", "any signed-in caller")
            {
                Example = "GET /api/v1/teams/authorized (as junior)",
                Answer = """
                    200 OK

                    [ { "id": "coaching", "name": "Coaching", "scopes": ["data:read"], … } ]
                    """,
            }),

        new(Relations.TeamUsers, "The users who let a team use their data", "With the scopes that they granted.", ["team"],
            new RelRequest("GET", "/api/v1/teams/{team_id}/users{?name}", "`application/json`: an array. `application/hal+json`: the same as `inf:user`.", "a member of the team")
            {
                Members = [new("name", "text", "keeps users whose display name has it, ignoring case")],
                Example = "GET /api/v1/teams/coaching/users (as coach)",
                Answer = """
                    200 OK

                    [ { "id": "junior", "display_name": "Jamie Junior", "first_name": "Jamie", "last_name": "Junior",
                        "scopes": ["data:read"], "is_managed": true } ]
                    """,
            }),

        new(Relations.Authorize, "Let the team use the data", "There for a delegated token.", OfUser,
            new RelRequest("POST", "/api/v1/teams/{team_id}/authorize", "200 with `team_id`, `user_id` and `scopes`; replaces what was granted before.", Delegated)
            {
                Members = [new("scopes *", "array of `data:read`, `data:write`, `admin`, `openid`, `profile`, `offline_access`; at least one", "what the team may do with the data")],
                Example = """
                    POST /api/v1/teams/coaching/authorize (as junior, by coach)

                    { "scopes": ["data:read"] }
                    """,
                Answer = """
                    200 OK

                    { "team_id": "coaching", "user_id": "junior", "scopes": ["data:read"] }
                    """,
                Errors = [Browser],
            }),

        new(Relations.RevokeAuthorization, "Stop letting the team use the data", "There for a delegated token. Tokens that the team obtained are refused from then on.", OfUser,
            new RelRequest("DELETE", "/api/v1/teams/{team_id}/authorize", "204.", Delegated)
            {
                Example = "DELETE /api/v1/teams/coaching/authorize (as junior, by coach)",
                Answer = "204 No Content",
                Errors = [Browser, (ProblemType.NotFound, "nothing was authorized")],
            }),

        new(Relations.Consent, "Decide about a team in the browser", "A template of a page (`text/html`) that asks a user, who signs in there himself, whether the team may use his data. There where the token is not a delegated one.", OfUser,
            new RelRequest("GET", "/teams/{id}/authorize{?scope,return_to,state}", "The page. Who allows is led to `return_to` with `outcome=allowed`, `scope` (all that the team may do now) and `state`; who denies, with `outcome=denied` and `state`.", Himself)
            {
                Members =
                [
                    new("scope", "some of `data:read`, `data:write`, `admin`, `openid`, `profile`, `offline_access`, separated by spaces", "what the team asks for; it adds to what was granted before. Without it, the user chooses"),
                    new("return_to", "a path of this server, or an address at an origin of `Consent:ReturnOrigins`", "where to go afterwards; without it a page says what was decided"),
                    new("state", "text, up to 2,000 characters; the whole address has at most 2,500", "given back as it is"),
                ],
            }),

        new(Relations.Authorizations, "What the caller allows, in the browser", "A page (`text/html`) with the teams that may use the caller's data, since when and how far; each can be narrowed or revoked there. There where the token is not a delegated one.", ["entry point"],
            new RelRequest("GET", "/authorizations", "The page.", Himself)),
    ];
}
