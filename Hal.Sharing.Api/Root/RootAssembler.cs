namespace Hal.Sharing.Api.Root;

/// <summary>Turns the entry point into a resource, with every link that the caller may follow.</summary>
public static class RootAssembler
{
    /// <summary>Returns the links that need no token.</summary>
    /// <param name="canSignIn">Whether a browser can sign in here.</param>
    public static Resource ToAnonymousResource(bool canSignIn) => Resource
        .Create<object?>(Hrefs.Root, null, static (_, _) => { }, static (_, rel) => RootForms.Of(rel))
        .Profile(Hrefs.Schema("entry-point"))
        .Link(Relations.ServiceDoc, PageLinks.Operations)
        .Link(Relations.Help, PageLinks.RelationDocs)
        .Link(Relations.ServiceDesc, new Link(Hrefs.OpenApi) { Type = "application/vnd.oai.openapi+json" })
        .LinkWhen(canSignIn, Relations.SignIn, PageLinks.SignIn);

    /// <summary>Returns the links for the caller. A team that acts for a user gets only their profile, teams and integrations.</summary>
    public static Resource ToResource(RootAccess access) =>
        // A user who is signed in in a browser signs out before another user signs in.
        ToAnonymousResource(access.CanSignIn && !access.CanSignOut)
            .Link(Relations.Me, Hrefs.Me)
            .Link(Relations.Integrations, Templated("/api/integrations{?q,access,limit,after}"))
            .Link(Relations.FindIntegration, Templated("/api/integrations/{id}"))
            .LinkWhen(!access.ActsForTeam, Relations.Principals, Templated("/api/principals{?q,type,limit,after}"))
            .LinkWhen(!access.ActsForTeam, Relations.Users, Templated("/api/users{?q,limit,after}"))
            .LinkWhen(!access.ActsForTeam, Relations.FindUser, Templated("/api/users/{id}"))
            .LinkWhen(!access.ActsForTeam, Relations.Teams, Templated("/api/teams{?q,limit,after}"))
            .LinkWhen(!access.ActsForTeam, Relations.FindTeam, Templated("/api/teams/{id}"))
            .Link(Relations.MyTeams, Hrefs.MyTeams)
            .LinkWhen(!access.ActsForTeam, Relations.AuthorizedTeams, Hrefs.AuthorizedTeams)
            .LinkWhen(!access.ActsForTeam, Relations.MyHistory, Hrefs.MyHistory)
            .LinkWhen(!access.ActsForTeam && access.IsSuperuser, Relations.History, Hrefs.History)
            .LinkWhen(access.IsFirstParty, Relations.Authorizations, PageLinks.Authorizations)
            .LinkWhen(!access.ActsForTeam && access.IsSuperuser, Relations.Clients, Hrefs.Clients)
            .Action(access.CanSignOut, Relations.SignOut, Hrefs.SignOut);

    private static Link Templated(string href) => new(href) { Templated = true };
}

/// <summary>What decides the links of the entry point.</summary>
/// <param name="ActsForTeam">Whether a team acts for the caller.</param>
/// <param name="CanSignIn">Whether a browser can sign in here.</param>
/// <param name="CanSignOut">Whether the token came in a cookie, which signing out removes.</param>
public sealed record RootAccess(bool ActsForTeam, bool IsFirstParty, bool IsSuperuser, bool CanSignIn, bool CanSignOut)
{
    public RootAccess(Caller caller, CallerFacts facts, bool canSignIn, bool canSignOut)
        : this(caller.TeamId is not null, facts.IsFirstParty(caller), facts.IsSuperuser, canSignIn, canSignOut)
    {
    }
}
