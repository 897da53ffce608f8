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
    /// <param name="canSignOut">Whether the token came in a cookie, which signing out removes.</param>
    public static Resource ToResource(Caller caller, CallerFacts facts, bool canSignIn, bool canSignOut)
    {
        var actsForTeam = caller.TeamId is not null;
        // A user who is signed in in a browser signs out before another user signs in.
        return ToAnonymousResource(canSignIn && !canSignOut)
            .Link(Relations.Me, Hrefs.Me)
            .Link(Relations.Integrations, Templated("/api/integrations{?q,access,limit,after}"))
            .Link(Relations.FindIntegration, Templated("/api/integrations/{id}"))
            .LinkWhen(!actsForTeam, Relations.Principals, Templated("/api/principals{?q,type,limit,after}"))
            .LinkWhen(!actsForTeam, Relations.Users, Templated("/api/users{?q,limit,after}"))
            .LinkWhen(!actsForTeam, Relations.FindUser, Templated("/api/users/{id}"))
            .LinkWhen(!actsForTeam, Relations.Teams, Templated("/api/teams{?q,limit,after}"))
            .LinkWhen(!actsForTeam, Relations.FindTeam, Templated("/api/teams/{id}"))
            .Link(Relations.MyTeams, Hrefs.MyTeams)
            .LinkWhen(!actsForTeam, Relations.AuthorizedTeams, Hrefs.AuthorizedTeams)
            .LinkWhen(facts.IsFirstParty(caller), Relations.Authorizations, PageLinks.Authorizations)
            .LinkWhen(!actsForTeam && facts.IsSuperuser, Relations.Clients, Hrefs.Clients)
            .Action(canSignOut, Relations.SignOut, Hrefs.SignOut);
    }

    private static Link Templated(string href) => new(href) { Templated = true };
}
