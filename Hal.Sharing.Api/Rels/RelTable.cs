namespace Hal.Sharing.Api.Rels;

/// <summary>Lists every relation in the order of <c>/rels</c>.</summary>
public static class RelTable
{
    private const string Root = "entry point";
    private const string Authorizable = "team, also in the teams API as HAL";

    public static IReadOnlyList<Rel> All { get; } =
    [
        new(Relations.Me, "The caller", "The user that the token represents.", Root),
        new(Relations.Integrations, "The integrations that the caller can read",
            "In the entry point, a template to search. In an integration, the way back to all integrations.", Root, "integration"),
        new(Relations.FindIntegration, "Integration by ID or slug", "A template: fill in `id`.", Root),
        new(Relations.Principals, "Users and teams to share with", "Users and teams that can own or receive an integration.", Root),
        new(Relations.Principal, "Principal",
            "A user or team that can own or receive an integration. Use its `id` (`user:<userId>` or `team:<teamId>`) in paths of shares " +
            "and as `principalId`.",
            "principals (embedded)"),

        new(Relations.SignIn, "Browser sign-in",
            "A page (`text/html`) for signing in. Present without a token too, if users can sign in in a browser.", Root),
        new(Relations.SignOut, "Sign out", "Present if the token comes from the cookie.", Root),

        new(Relations.Integration, "Integration", "A connection to another system. Its links show what the caller may do with it.",
            "integrations (embedded)", "shares", "share", "owner"),
        new(Relations.CreateIntegration, "Create an integration", "The caller becomes the owner.", "integrations"),
        new(Relations.Edit, "Edit",
            "Present if the caller may change the resource. PUT replaces it: change what you received and send it back, under the same " +
            "media type. `_links`, `_embedded`, `_templates` and read-only properties are ignored.",
            "integration", "share", "user", "team", "member", "client"),
        new(Relations.Delete, "Delete",
            "Present if the caller may delete the resource. IDs and slugs of deleted resources are never reused.",
            "integration", "user", "team", "client"),

        new(Relations.IntegrationShares, "The shares of an integration",
            "The principals that the integration is shared with, and their levels.", "integration"),
        new(Relations.IntegrationShare, "Share",
            "The access of one principal to one integration. If `accessLevel` is above 3, `effectiveLevel` is the level that it counts as.",
            "shares (embedded)", "problem `already-exists`"),
        new(Relations.FindShare, "Share by principal", "A template: fill in `principalId`.", "shares"),
        new(Relations.Share, "Share the integration", "A template: fill in `principalId`. Present if the caller may share.", "shares"),
        new(Relations.ShareMany, "Change many shares",
            "Creates, changes and revokes up to 1,000 shares in one request, and answers for each. Present if the caller may share.",
            "shares"),
        new(Relations.Revoke, "Revoke the share", "Present if the caller may share and has at least the level of the share.", "share"),

        new(Relations.IntegrationOwner, "The owner of an integration", "One user or one team.", "integration"),
        new(Relations.Restore, "Restore the state before the change",
            "Present if the state after the change is still the present one, and the caller may set the one before: a new change.",
            "change"),
        new(Relations.AsOf, "The state at a time",
            "A template: fill in `at` with a time in the past (RFC 3339). The document of that time, without actions: who can read " +
            "the present state can read it. `latest-version` leads back to the present.",
            "shares", "owner", "access list"),
        new(Relations.Transfer, "Transfer ownership",
            "Present if the caller may transfer ownership. The previous owner keeps only what shares grant them.", "owner"),

        new(Relations.Preview, "Preview a change",
            "What a change would do: who gains access, who loses it, and who gets another level. Nothing is written. Present if the " +
            "caller may make the change. The response has the form that makes it.",
            "shares", "share", "owner", "members", "member", "team"),

        new(Relations.IntegrationAccess, "Who has access",
            "Every user who can reach the integration in any way, with the level of all ways together. " +
            "A template in the list itself: `q` searches ID and name.",
            "integration", "shares", "access list of an integration"),
        new(Relations.UserAccess, "What a user has access to",
            "Every integration that the user can reach. Present for the user, the managing party and superusers.", "user"),
        new(Relations.Access, "The access of a user to an integration",
            "The level of the user, and each path that gives it: `owner`, `owning-team`, `share`, `team-share`, `superuser`, or `hidden` " +
            "for memberships that the caller cannot see. `ifRemoved` is the level that remains without the path.",
            "access list of an integration (embedded)", "access list of a user (embedded)"),
        new(Relations.FindAccess, "Access by user", "A template: fill in `principalId`, such as `user:jdoe`.",
            "access list of an integration"),
        new(Relations.Why, "Why a user has access",
            "The reasons of the recipient's access or, in a problem, of the caller's own.", "share (to a user)", "problem `forbidden`"),

        new(Relations.Users, "The users", "The directory of users, as far as the caller can see it.", Root),
        new(Relations.FindUser, "User by ID", "A template: fill in `id`, which is the username.", Root),
        new(Relations.User, "User", "The account of a person: an owner, a recipient of a share, or a member of a team.",
            "integration", "share", "owner", "principals", "users", "member", "users who have authorized a team"),
        new(Relations.CreateUser, "Create a user",
            "Present for superusers, and for users and clients that can manage users. They manage the users that they create.", "users"),

        new(Relations.Teams, "The teams", "All teams, including those that the caller is not in.", Root),
        new(Relations.FindTeam, "Team by ID", "A template: fill in `id`.", Root),
        new(Relations.Team, "Team", "An owner, a recipient of a share, or the team of a member.",
            "integration", "share", "owner", "principals", "teams", "members", "member", "the caller's teams",
            "teams that the caller has authorized"),
        new(Relations.CreateTeam, "Create a team",
            "The user becomes an admin of the team. Present until the user has created as many teams as a user can.", "teams"),
        new(Relations.TeamMembers, "The members of a team", "The users in the team and their roles.", "team"),
        new(Relations.TeamMember, "Member of a team", "A user and their role in the team.", "members (embedded)"),
        new(Relations.AddMember, "Add a member", "Present for admins of the team.", "members"),
        new(Relations.Remove, "Remove the member",
            "Present for admins of the team and for the member, who can always leave.", "member"),

        new(Relations.Clients, "The OAuth clients",
            "OAuth clients, which authenticate with an ID and a secret and can manage users.", Root),
        new(Relations.Client, "OAuth client", "A program that can manage users. Clients and users share one ID space.",
            "clients (embedded)"),
        new(Relations.CreateClient, "Create an OAuth client", "Present for superusers.", "clients"),

        new(Relations.MyTeams, "The caller's teams", "The teams that the caller is in.", Root, "user (the caller)"),
        new(Relations.AuthorizedTeams, "The teams that the caller has authorized",
            "The teams that may use the caller's data, with the granted scopes.", Root),
        new(Relations.TeamUsers, "The users who have authorized a team",
            "The users whose data the team may use, with the granted scopes.", "team"),
        new(Relations.History, "History",
            "Changes, newest first: of an integration and its shares, of a team and its members, or of the caller. In the entry " +
            "point, all changes: present for superusers. In a team, present for its admins.",
            Root, "integration", "team", "user (the caller)"),
        new(Relations.MyHistory, "What changed for the caller",
            "Changes of the caller's shares, memberships and account, also the ones that ended their access.", Root),
        new(Relations.Change, "Change",
            "One recorded change: who made it, when, and the state before and after. Its links lead to what it is about, as far as that " +
            "exists and the caller can read it. Changes about users that the caller cannot see are left out.",
            "history (embedded)"),

        new(Relations.Authorize, "Authorize the team",
            "Allows the team to use the user's data. Present for a delegated token.", Authorizable),
        new(Relations.RevokeAuthorization, "Revoke the team's access", "Present for a delegated token.", Authorizable),
        new(Relations.Consent, "Authorize a team in the browser",
            "A template of a page (`text/html`) where a user decides whether the team may use their data. " +
            "Present unless the token is a delegated one.",
            Authorizable),
        new(Relations.Authorizations, "Manage authorizations in the browser",
            "A page (`text/html`) where users manage their authorizations of teams. Present unless the token is a delegated one.",
            Root),
    ];

    /// <summary>Returns the relation of this name without prefix, or null.</summary>
    public static Rel? Find(string shortName) => All.FirstOrDefault(rel => rel.ShortName == shortName);
}
