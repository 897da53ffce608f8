namespace Hal.Sharing.Api.Rels;

/// <summary>The owner of an integration, and handing it over.</summary>
internal static class OwnerRels
{
    public static readonly Rel[] All =
    [
        new(Relations.IntegrationOwner, "The owner of an integration", "One user or one team.", ["integration"],
            new RelRequest("GET", "/api/integrations/{id}/owner", "The owner's principal id, with the user or team embedded.", "integration:read")
            {
                Example = "GET /api/integrations/abc-123/owner",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/integrations/abc-123/owner" },
                                  "inf:user": { "href": "/api/users/admin" },
                                  "inf:transfer": { "href": "/api/integrations/abc-123/owner" }, … },
                      "id": "user:admin",
                      "_embedded": { "inf:user": { "_links": { "self": { "href": "/api/users/admin" } }, "username": "admin", "displayName": "Admin User" } } }
                    """,
            }),

        new(Relations.Transfer, "Hand the integration over", "There where the caller may change the owner. Afterwards the old owner holds what shares give him, and nothing else.", ["owner"],
            new RelRequest("PUT", "/api/integrations/{id}/owner", "The integration, with its new owner.", "integration:changeOwner; to a team besides integration:changeOwnerToTeam, which is the role dataWizard or above in that team")
            {
                Members =
                [
                    new("userId", "text", "the user who gets it"),
                    new("teamId", "text", "the team that gets it"),
                    new("principalId", "text", "either of them, as `user:<id>` or `team:<id>`; exactly one of the three must be there"),
                ],
                Example = """
                    PUT /api/integrations/abc-123/owner

                    { "teamId": "engineering" }
                    """,
                Answer = """
                    200 OK

                    { "_links": { "inf:team": { "href": "/api/teams/engineering" }, … }, "id": "abc-123", "ownerId": "team:engineering", … }
                    """,
                Errors =
                [
                    (ProblemType.InvalidRequest, "none or several of the three members are there"),
                    (ProblemType.Forbidden, "the caller can read the integration, but not give it away, or not to that team"),
                    (ProblemType.UnknownPrincipal, "there is no such user or team"),
                ],
            }),
    ];
}
