namespace Hal.Sharing.Api.Rels;

/// <summary>Users, and accounts that others manage.</summary>
internal static class UserRels
{
    private const string Anybody = "any signed-in caller; a managed user is visible to those who manage him or share a team, an authorization or an integration with him";

    internal static readonly RelMember[] Content =
    [
        new("displayName *", "text, 1-200", "for people"),
        new("firstName, lastName", "text, up to 200", "a change that leaves them out removes them"),
        new("email", "text, up to 320, an address", "a change that leaves it out removes it"),
        new("isSuperuser", "boolean", "counts only when a superuser sends it; `false` where it is left out"),
        new("managedBy", "text", "the user or client that manages the account; leaving it out of a change releases the user"),
    ];

    public static readonly Rel[] All =
    [
        new(Relations.Users, "The users", "The directory of people, as far as the caller may see it.", ["entry point"],
            new RelRequest("GET", "/api/users{?q,limit,after}", "A page of users, in the order of their ids.", Anybody)
            {
                Members = [RelMembers.Query("id or name"), RelMembers.Limit, RelMembers.After],
                Example = "GET /api/users?q=smith",
                Answer = """
                    200 OK

                    { "_links": { … }, "count": 1, "total": 1,
                      "_embedded": { "inf:user": [ { "_links": { … }, "id": "asmith", "username": "asmith", "displayName": "Alice Smith", … } ] } }
                    """,
            }),

        new(Relations.FindUser, "One user by his id", "A template: fill in `id`.", ["entry point"],
            new RelRequest("GET", "/api/users/{id}", "The user.", Anybody)
            {
                Members = [new("id *", "text", "the id, which is the username")],
                Example = "GET /api/users/jdoe",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/users/jdoe" }, … }, "id": "jdoe", "username": "jdoe", "displayName": "John Doe", … }
                    """,
            }),

        new(Relations.User, "A user", "A person's account: an owner, somebody with a share, a member of a team.",
            ["integration", "share", "owner", "principals", "users", "member", "the users who authorized a team"],
            new RelRequest("GET", "/api/users/{id}", "The user. `email`, `isSuperuser` and `managedBy` are for himself, superusers and who manages him.", Anybody)
            {
                Example = "GET /api/users/admin",
                Answer = """
                    200 OK

                    { "_links": { … }, "id": "admin", "username": "admin", "displayName": "Admin User", "firstName": "Admin", "lastName": "User", … }
                    """,
            }),

        new(Relations.CreateUser, "Create a user", "For superusers, and for users and clients that manage accounts: what they create they manage.", ["users"],
            new RelRequest("POST", "/api/users", "201 with the user and his `Location`.", "a superuser, or a party for the users that it manages; clients sign in with HTTP Basic")
            {
                Members = [.. Content, new("id", "text, 1-128 of `A-Z a-z 0-9 . _ @ -`", "counts only when a superuser sends it; a UUID where it is left out")],
                Example = """
                    POST /api/users

                    { "displayName": "Jo Young" }
                    """,
                Answer = """
                    201 Created

                    { "_links": { … }, "id": "…", "username": "…", "displayName": "Jo Young", … }
                    """,
                Errors = [(ProblemType.InvalidRequest, "a member is missing, unknown or not what it may be"), (ProblemType.IdTaken, "the id is used, or was, or differs from one by letter case only")],
            }),
    ];
}
