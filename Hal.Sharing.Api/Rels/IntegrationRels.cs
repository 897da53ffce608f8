namespace Hal.Sharing.Api.Rels;

/// <summary>Integrations, and the two actions that many kinds of documents have.</summary>
internal static class IntegrationRels
{
    private static readonly RelMember[] Content =
    [
        new("name *", "text, 1-200", "for people"),
        new("slug", "text, 1-128 of `a-z 0-9 -`, not `me` or `options`", "a second, public name; made from the name where a new integration has none; stays as it is where a change leaves it out"),
        new("type", "text, 1-200", "what kind of system it integrates; a change that leaves it out removes it"),
        new("description", "text, up to 4000", "a change that leaves it out removes it"),
    ];

    public static readonly Rel[] All =
    [
        new(Relations.Integration, "An integration", "The thing that is owned and shared. Its links show what the caller may do with it.",
            ["integrations, as embedded", "shares", "share", "owner"],
            new RelRequest("GET", "/api/integrations/{id}", "The integration.", "integration:read")
            {
                Example = "GET /api/integrations/abc-123",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/integrations/abc-123" },
                                  "inf:integration-shares": { "href": "/api/integrations/abc-123/shares" },
                                  "inf:integration-owner": { "href": "/api/integrations/abc-123/owner" },
                                  "inf:user": { "href": "/api/users/admin" }, … },
                      "id": "abc-123", "slug": "salesforce", "name": "Salesforce", "type": "salesforce", "ownerId": "user:admin",
                      "createdAt": "2026-01-15T09:00:00.000Z", "updatedAt": "2026-01-15T09:00:00.000Z" }
                    """,
            }),

        new(Relations.CreateIntegration, "Create an integration", "Whoever creates an integration owns it.", ["integrations"],
            new RelRequest("POST", "/api/integrations", "201 with the integration and its `Location`.", "any signed-in caller")
            {
                Members = [.. Content, new("id", "text, 1-128 of `A-Z a-z 0-9 . _ ~ -`", "counts only when a superuser sends it; a UUID where it is left out")],
                Example = """
                    POST /api/integrations

                    { "name": "Ticket System", "slug": "tickets", "type": "zendesk" }
                    """,
                Answer = """
                    201 Created

                    { "_links": { … }, "id": "…", "slug": "tickets", "name": "Ticket System", "type": "zendesk", "ownerId": "user:admin",
                      "createdAt": "…", "updatedAt": "…" }
                    """,
                Errors = [(ProblemType.InvalidRequest, "a member is missing, unknown or not what it may be"), (ProblemType.IdTaken, "the id or slug is used, or was")],
            }),

        new(Relations.Edit, "Change it", "Present where the caller may change what the document shows. PUT replaces: send what you received, changed, under the media type that it came with; `_links`, `_embedded`, `_templates` and read-only properties are ignored.",
            ["integration", "share", "user", "team", "member", "client"],
            new RelRequest("PUT", "/api/integrations/{id}", "The changed integration.", "integration:write; for another slug integration:changeOwner")
            {
                Members = Content,
                Example = """
                    PUT /api/integrations/abc-123

                    { "name": "Salesforce Europe", "type": "salesforce" }
                    """,
                Answer = """
                    200 OK

                    { "_links": { … }, "id": "abc-123", "slug": "salesforce", "name": "Salesforce Europe", "type": "salesforce", … }
                    """,
                Errors = [(ProblemType.Forbidden, "the caller can read the integration, but not change it"), (ProblemType.IdTaken, "the slug is used, or was"), (ProblemType.Conflict, "the integration has 100 former slugs already")],
            },
            new RelRequest("PUT", "/api/integrations/{id}/shares/{principalId}", "The changed share.", "integration:share, and no level above the caller's own")
            {
                Members = [RelMembers.Level],
                Example = """
                    PUT /api/integrations/abc-123/shares/team:analytics

                    { "accessLevel": 2 }
                    """,
                Answer = """
                    200 OK

                    { "_links": { … }, "integrationId": "abc-123", "principalId": "team:analytics", "accessLevel": 2, … }
                    """,
            },
            new RelRequest("PUT", "/api/users/{id}", "The changed user.", "himself, for his own names; who manages him; a superuser")
            {
                Members = UserRels.Content,
                Example = """
                    PUT /api/users/jdoe

                    { "displayName": "John B. Doe", "firstName": "John", "lastName": "Doe", "email": "jdoe@example.com" }
                    """,
                Answer = """
                    200 OK

                    { "_links": { … }, "id": "jdoe", "username": "jdoe", "displayName": "John B. Doe", … }
                    """,
                Errors = [(ProblemType.LastSuperuser, "no superuser would remain")],
            },
            new RelRequest("PUT", "/api/teams/{id}", "The changed team.", TeamRels.TeamAdmin)
            {
                Members = TeamRels.Content,
                Example = """
                    PUT /api/teams/engineering

                    { "name": "Engineering", "description": "Builds things" }
                    """,
                Answer = """
                    200 OK

                    { "_links": { … }, "id": "engineering", "name": "Engineering", "description": "Builds things", … }
                    """,
            },
            new RelRequest("PUT", "/api/teams/{id}/members/{userId}", "The member in his new role.", TeamRels.TeamAdmin)
            {
                Members = [TeamRels.Role with { Name = "role *" }],
                Example = """
                    PUT /api/teams/coaching/members/bwong

                    { "role": "publisher" }
                    """,
                Answer = """
                    200 OK

                    { "_links": { … }, "userId": "bwong", "teamId": "coaching", "role": "publisher", … }
                    """,
                Errors = [(ProblemType.LastAdmin, "the team would have no admin")],
            },
            new RelRequest("PUT", "/api/clients/{id}", "The changed client; with a new secret where one was asked for, shown this once.", "a superuser")
            {
                Members =
                [
                    new("name", "text, 1-200", "stays where it is left out"),
                    new("rotateSecret", "boolean", "`true` makes a new secret; the old one stays good for a while"),
                ],
            }),

        new(Relations.Delete, "Delete it", "There where the caller may delete what the document shows. Ids and slugs of what was deleted are never used again.",
            ["integration", "user", "team", "client"],
            new RelRequest("DELETE", "/api/integrations/{id}", "204. Its shares go with it.", "integration:delete")
            {
                Example = "DELETE /api/integrations/abc-123",
                Answer = "204 No Content",
                Errors = [(ProblemType.Forbidden, "the caller can read the integration, but not delete it")],
            },
            new RelRequest("DELETE", "/api/users/{id}, /api/teams/{id}, /api/clients/{id}", "204. Memberships, shares and authorizations go with it.",
                "user: his managing party, a superuser; team: an admin of the team, a superuser; client: a superuser")
            {
                Errors =
                [
                    (ProblemType.StillOwns, "it owns integrations"), (ProblemType.StillManages, "it manages users"),
                    (ProblemType.LastAdmin, "a team would have no admin"), (ProblemType.LastSuperuser, "no superuser would remain"),
                ],
            }),
    ];
}
