namespace Hal.Sharing.Api.Rels;

/// <summary>Where to go from the entry point.</summary>
internal static class EntryRels
{
    private const string Anybody = "any signed-in caller";
    private static readonly string[] Root = ["entry point"];

    public static readonly Rel[] All =
    [
        new(Relations.Me, "The caller", "The account that the token speaks for.", Root,
            new RelRequest("GET", "/api/users/me", "The caller as a user, with what only he, superusers and who manages him may see: `email`, `isSuperuser`, `managedBy`.", Anybody)
            {
                Example = "GET /api/users/me",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/users/admin" }, … },
                      "id": "admin", "username": "admin", "displayName": "Admin User",
                      "firstName": "Admin", "lastName": "User",
                      "email": "admin@example.com", "isSuperuser": true }
                    """,
            }),

        new(Relations.Integrations, "The integrations that the caller can read", "From the entry point a template that searches; from an integration the way back to all of them.",
            ["entry point", "integration"],
            new RelRequest("GET", "/api/integrations{?q,access,limit,after}", "A page of integrations, in the order of their ids. `count` is this page, `total` all of them, up to 10,000.", Anybody)
            {
                Members =
                [
                    RelMembers.Query("name, slug or description"),
                    new("access", "`owned` or `shared`", "`owned` keeps what the caller or a team of his owns, `shared` what is shared with him or a team of his"),
                    RelMembers.Limit, RelMembers.After,
                ],
                Example = "GET /api/integrations?q=sales",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/integrations?q=sales" }, "inf:create-integration": { "href": "/api/integrations" }, … },
                      "count": 1, "total": 1,
                      "_embedded": { "inf:integration": [
                        { "_links": { "self": { "href": "/api/integrations/abc-123" }, … },
                          "id": "abc-123", "slug": "salesforce", "name": "Salesforce", … } ] } }
                    """,
                Errors = [(ProblemType.InvalidRequest, "`limit`, `after` or `access` is not what it may be")],
            }),

        new(Relations.FindIntegration, "One integration by its id or slug", "A template: fill in `id`.", Root,
            new RelRequest("GET", "/api/integrations/{id}", "The integration; its links name the id, also where the slug was asked for. Slugs that it once had lead to it, too.", "integration:read")
            {
                Members = [new("id *", "text", "id or slug")],
                Example = "GET /api/integrations/warehouse",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/integrations/wh-001" }, … },
                      "id": "wh-001", "slug": "warehouse", "name": "Warehouse", … }
                    """,
            }),

        new(Relations.Principals, "Users and teams to share with", "Whatever can own an integration or receive a share.", Root,
            new RelRequest("GET", "/api/principals{?q,type,limit,after}", "A page of principals, in the order of their ids. `GET /api/principals/options{?q,type}` gives at most 100 of them as the options of a form.", Anybody)
            {
                Members = [RelMembers.Query("id or name"), new("type", "`user` or `team`", "keeps one kind"), RelMembers.Limit, RelMembers.After],
                Example = "GET /api/principals?q=engin&type=team",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/principals?q=engin&type=team" }, … }, "count": 1, "total": 1,
                      "_embedded": { "inf:principal": [
                        { "_links": { "self": { "href": "/api/teams/engineering" }, … }, "id": "team:engineering", "name": "Engineering", "type": "team" } ] } }
                    """,
                Errors = [(ProblemType.InvalidRequest, "`type` is neither `user` nor `team`")],
            }),
        new(Relations.Principal, "A principal", "A user or team, as something that may own or receive. Its `id` is what paths of shares and `principalId` take: `user:<id>` or `team:<id>`.",
            ["principals, as embedded"],
            new RelRequest("GET", "/api/users/{id} or /api/teams/{id}", "The user or the team that the principal is.", Anybody)
            {
                Example = "GET /api/teams/engineering",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/teams/engineering" }, … }, "id": "engineering", "name": "Engineering", … }
                    """,
            }),
    ];
}
