namespace Hal.Sharing.Api.Rels;

/// <summary>Shares: who may do what with an integration besides its owner.</summary>
internal static class ShareRels
{
    private static readonly (ProblemType, string) MayNotShare = (ProblemType.Forbidden, "the caller can read the integration, but not share it, or holds less than the level in question");

    public static readonly Rel[] All =
    [
        new(Relations.IntegrationShares, "The shares of an integration", "The principals that it is shared with, and their levels.", ["integration"],
            new RelRequest("GET", "/api/integrations/{id}/shares{?limit,after}", "A page of shares, in the order of their principals' ids; 1000 where `limit` is left out.", "integration:read")
            {
                Members = [RelMembers.Limit with { Meaning = "the size of a page; 1000 where it is left out" }, RelMembers.After],
                Example = "GET /api/integrations/abc-123/shares",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/integrations/abc-123/shares" },
                                  "inf:integration": { "href": "/api/integrations/abc-123" },
                                  "inf:find-share": { "href": "/api/integrations/abc-123/shares/{principalId}", "templated": true },
                                  "inf:share": { "href": "/api/integrations/abc-123/shares/{principalId}", "templated": true }, … },
                      "count": 2, "total": 2,
                      "_embedded": { "inf:integration-share": [
                        { "_links": { … }, "integrationId": "abc-123", "principalId": "team:analytics", "accessLevel": 1,
                          "createdAt": "2026-01-15T09:00:00.000Z", "updatedAt": "2026-01-15T09:00:00.000Z",
                          "principal": { "id": "team:analytics", "name": "Analytics Team", "type": "team" } }, … ] } }
                    """,
            }),

        new(Relations.IntegrationShare, "A share", "One principal's access to one integration. `effectiveLevel` is there where `accessLevel` is above 3, and says what that counts as: 3.", ["shares, as embedded", "the problem that says that it exists already"],
            new RelRequest("GET", "/api/integrations/{id}/shares/{principalId}", "The share.", "integration:read")
            {
                Example = "GET /api/integrations/abc-123/shares/team:analytics",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/integrations/abc-123/shares/team:analytics" }, … },
                      "integrationId": "abc-123", "principalId": "team:analytics", "accessLevel": 1, … }
                    """,
            }),

        new(Relations.FindShare, "The share of one principal", "A template: fill in `principalId`.", ["shares"],
            new RelRequest("GET", "/api/integrations/{id}/shares/{principalId}", "The share.", "integration:read")
            {
                Members = [new("principalId *", "text", "`user:<id>` or `team:<id>`")],
                Example = "GET /api/integrations/abc-123/shares/user:jdoe",
                Answer = """
                    200 OK

                    { "_links": { … }, "integrationId": "abc-123", "principalId": "user:jdoe", "accessLevel": 3, … }
                    """,
                Errors = [(ProblemType.NotFound, "the integration is not shared with that principal")],
            }),

        new(Relations.Share, "Share the integration", "A template: fill in `principalId`. Present where the caller may share. Sharing again changes the level; the same level changes nothing. A share with the owner is allowed; it takes effect when the integration has another owner.", ["shares"],
            new RelRequest("PUT", "/api/integrations/{id}/shares/{principalId}", "The share, created or changed. No body or `{}` creates a share of level 1; it changes no existing share of another level.", "integration:share, and no level above the caller's own")
            {
                Members = [RelMembers.Level],
                Example = """
                    PUT /api/integrations/abc-123/shares/user:bwong

                    { "accessLevel": 2 }
                    """,
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/integrations/abc-123/shares/user:bwong" }, … },
                      "integrationId": "abc-123", "principalId": "user:bwong", "accessLevel": 2, "createdAt": "…", "updatedAt": "…",
                      "principal": { "id": "user:bwong", "name": "Bob Wong", "type": "user" } }
                    """,
                Errors = [(ProblemType.InvalidRequest, "the level is no positive integer (0 does not revoke, DELETE does), or no level is named and the share has one above 1"), MayNotShare, (ProblemType.NotFound, "there is no such principal")],
            },
            new RelRequest("POST", "/api/integrations/{id}/shares", "For forms, which cannot fill in a path: 201 with the new share and its `Location`.", "integration:share, and no level above the caller's own")
            {
                Members = [new("principalId *", "text", "`user:<id>` or `team:<id>`"), RelMembers.Level],
                Example = """
                    POST /api/integrations/abc-123/shares

                    { "principalId": "team:engineering" }
                    """,
                Answer = """
                    201 Created

                    { "_links": { … }, "integrationId": "abc-123", "principalId": "team:engineering", "accessLevel": 1, … }
                    """,
                Errors = [MayNotShare, (ProblemType.AlreadyExists, "it is shared with that principal already"), (ProblemType.UnknownPrincipal, "there is no such principal")],
            }),

        new(Relations.Revoke, "Revoke the share", "There where the caller may share, and holds at least the share's level.", ["share"],
            new RelRequest("DELETE", "/api/integrations/{id}/shares/{principalId}", "204.", "integration:share, and no level above the caller's own")
            {
                Example = "DELETE /api/integrations/abc-123/shares/user:jdoe",
                Answer = "204 No Content",
                Errors = [MayNotShare, (ProblemType.NotFound, "there is no such share")],
            }),
    ];
}
