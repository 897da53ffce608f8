namespace Hal.Sharing.Api.Rels;

/// <summary>OAuth clients: programs with an account of their own.</summary>
internal static class ClientRels
{
    private const string Superuser = "a superuser";

    public static readonly Rel[] All =
    [
        new(Relations.Clients, "The OAuth clients", "Programs that sign in with an id and a secret, and may manage users.", ["entry point"],
            new RelRequest("GET", "/api/clients{?limit,after}", "A page of clients, in the order of their ids, without their secrets.", Superuser)
            {
                Members = [RelMembers.Limit, RelMembers.After],
                Example = "GET /api/clients",
                Answer = """
                    200 OK

                    { "_links": { … }, "count": 0, "total": 0, "_embedded": { "inf:client": [] } }
                    """,
            }),

        new(Relations.Client, "An OAuth client", "Shares one space of ids with the users.", ["clients, as embedded"],
            new RelRequest("GET", "/api/clients/{id}", "The client, without its secret. `inf:edit` with `{\"rotateSecret\": true}` makes a new one; the former one stays valid for a day, or not at all with `\"revokeFormer\": true`.", Superuser)
            {
                Example = "GET /api/clients/partner-app",
                Answer = """
                    200 OK

                    { "_links": { … }, "id": "partner-app", "name": "Partner App", … }
                    """,
            }),

        new(Relations.CreateClient, "Register an OAuth client", "There for superusers.", ["clients"],
            new RelRequest("POST", "/api/clients", "201 with the client, its `Location` and its secret, which is never shown again.", Superuser)
            {
                Members = [new("id", "text, 1-128 of `A-Z a-z 0-9 . _ @ -`", "what it signs in with; a UUID where it is left out"), new("name *", "text, 1-200", "for people")],
                Example = """
                    POST /api/clients

                    { "id": "partner-app", "name": "Partner App" }
                    """,
                Answer = """
                    201 Created

                    { "_links": { … }, "id": "partner-app", "name": "Partner App", "secret": "…", "createdAt": "…", "updatedAt": "…" }
                    """,
                Errors = [(ProblemType.IdTaken, "a user or client has the id, or had it")],
            }),
    ];
}
