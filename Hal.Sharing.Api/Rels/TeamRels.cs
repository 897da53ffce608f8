namespace Hal.Sharing.Api.Rels;

/// <summary>Teams and their members.</summary>
internal static class TeamRels
{
    private const string Anybody = "any signed-in caller";
    internal const string TeamAdmin = "an admin of the team, or a superuser";
    internal static readonly RelMember Role = new("role", "`member`, `memberPlus`, `designer`, `dataWizard`, `publisher` or `admin`", "each has the rights of those before it");
    private static readonly (ProblemType, string) LastAdmin = (ProblemType.LastAdmin, "the team would have no admin");

    internal static readonly RelMember[] Content =
    [
        new("name *", "text, 1-200", "for people"),
        new("description", "text, up to 4000", "what the team is for; a change that leaves it out empties it"),
        new("url, image, privacyStatement", "text, up to 2000, an http(s) address", "what people see before they let the team use their data; a change that leaves them out removes them"),
    ];

    public static readonly Rel[] All =
    [
        new(Relations.Teams, "The teams", "All teams, whether the caller is in them or not.", ["entry point"],
            new RelRequest("GET", "/api/teams{?q,limit,after}", "A page of teams, in the order of their ids.", Anybody)
            {
                Members = [RelMembers.Query("id or name"), RelMembers.Limit, RelMembers.After],
                Example = "GET /api/teams?q=analytics",
                Answer = """
                    200 OK

                    { "_links": { … }, "count": 1, "total": 1,
                      "_embedded": { "inf:team": [ { "_links": { … }, "id": "analytics", "name": "Analytics Team", … } ] } }
                    """,
            }),

        new(Relations.FindTeam, "One team by its id", "A template: fill in `id`.", ["entry point"],
            new RelRequest("GET", "/api/teams/{id}", "The team.", Anybody)
            {
                Members = [new("id *", "text", "the id")],
                Example = "GET /api/teams/analytics",
                Answer = """
                    200 OK

                    { "_links": { "self": { "href": "/api/teams/analytics" }, … }, "id": "analytics", "name": "Analytics Team", … }
                    """,
            }),

        new(Relations.Team, "A team", "An owner, somebody with a share, the team of a member.",
            ["integration", "share", "owner", "principals", "teams", "members", "member", "the caller's teams", "the teams that the caller authorized"],
            new RelRequest("GET", "/api/teams/{id}", "The team.", Anybody)
            {
                Example = "GET /api/teams/coaching",
                Answer = """
                    200 OK

                    { "_links": { … }, "id": "coaching", "name": "Coaching", … }
                    """,
            }),

        new(Relations.CreateTeam, "Create a team", "The user who creates a team is its admin. The link is present until the user has created as many teams as they can.", ["teams"],
            new RelRequest("POST", "/api/teams", "201 with the team and its `Location`.", Anybody)
            {
                Members = [.. Content, new("id", "text, 1-128 of `A-Z a-z 0-9 . _ @ -`", "stays for ever; a UUID where it is left out")],
                Example = """
                    POST /api/teams

                    { "id": "support", "name": "Support" }
                    """,
                Answer = """
                    201 Created

                    { "_links": { … }, "id": "support", "name": "Support", … }
                    """,
                Errors =
                [
                    (ProblemType.IdTaken, "the id is used, or was, or differs from one by letter case only"),
                    (ProblemType.TeamLimit, "the caller has created as many teams as a user can"),
                ],
            }),

        new(Relations.TeamMembers, "The members of a team", "Who is in it, and in which role.", ["team"],
            new RelRequest("GET", "/api/teams/{id}/members{?limit,after}", "A page of members, in the order of their ids.", "a member of the team, or a superuser")
            {
                Members = [RelMembers.Limit, RelMembers.After],
                Example = "GET /api/teams/coaching/members",
                Answer = """
                    200 OK

                    { "_links": { … }, "count": 2, "total": 2,
                      "_embedded": { "inf:team-member": [
                        { "_links": { … }, "userId": "bwong", "teamId": "coaching", "role": "member", … },
                        { "_links": { … }, "userId": "coach", "teamId": "coaching", "role": "admin", … } ] } }
                    """,
            }),

        new(Relations.TeamMember, "A member of a team", "A user and his role.", ["members, as embedded"],
            new RelRequest("GET", "/api/teams/{id}/members/{userId}", "The member. PUT changes the role (`inf:edit`), DELETE removes him (`inf:remove`).", "a member of the team, or a superuser")
            {
                Example = "GET /api/teams/coaching/members/bwong",
                Answer = """
                    200 OK

                    { "_links": { … }, "userId": "bwong", "teamId": "coaching", "role": "member", … }
                    """,
            }),

        new(Relations.AddMember, "Add a member", "There for admins of the team.", ["members"],
            new RelRequest("POST", "/api/teams/{id}/members", "201 with the member and his `Location`.", TeamAdmin)
            {
                Members = [new("userId *", "text", "the user who joins"), Role with { Meaning = Role.Meaning + "; `member` where it is left out" }],
                Example = """
                    POST /api/teams/coaching/members

                    { "userId": "jdoe", "role": "designer" }
                    """,
                Answer = """
                    201 Created

                    { "_links": { … }, "userId": "jdoe", "teamId": "coaching", "role": "designer", … }
                    """,
                Errors = [(ProblemType.AlreadyExists, "he is a member already"), (ProblemType.UnknownPrincipal, "there is no such user")],
            }),

        new(Relations.Remove, "Remove the member", "There for admins of the team, and for the member himself: a member may always leave.", ["member"],
            new RelRequest("DELETE", "/api/teams/{id}/members/{userId}", "204.", TeamAdmin + ", or the member himself")
            {
                Example = "DELETE /api/teams/coaching/members/bwong",
                Answer = "204 No Content",
                Errors = [LastAdmin],
            }),
    ];
}
