namespace Hal.Sharing.Api.Root;

/// <summary>The entry point: every way into the API that is open to the caller.</summary>
public static class RootAssembler
{
    /// <summary>What needs no token.</summary>
    /// <param name="canSignIn">Whether a browser can sign in here.</param>
    public static Resource ToStrangersResource(bool canSignIn) => Resource.Create<object?>(Hrefs.Root, null, static (_, _) => { }, static (_, rel) => RootForms.Of(rel))
        .Profile(Hrefs.Schema("entry-point"))
        .Link(Relations.ServiceDoc, PageLinks.Operations)
        .Link(Relations.Help, PageLinks.RelationDocs)
        .Link(Relations.ServiceDesc, new Link(Hrefs.OpenApi) { Type = "application/vnd.oai.openapi+json" })
        .LinkWhen(canSignIn, Relations.SignIn, PageLinks.SignIn);

    /// <summary>A team that acts for somebody sees his profile, his teams and what he owns: it is shown no other way in.</summary>
    /// <param name="canSignOut">Whether the token came by a cookie, which signing out takes away.</param>
    public static Resource ToResource(Caller caller, CallerFacts facts, bool canSignIn, bool canSignOut)
    {
        var isHimself = caller.TeamId is null;
        // Who is signed in by browser signs out before he signs in as somebody else.
        return ToStrangersResource(canSignIn && !canSignOut)
            .Link(Relations.Me, Hrefs.Me)
            .Link(Relations.Integrations, Templated("/api/integrations{?q,access,limit,after}"))
            .Link(Relations.FindIntegration, Templated("/api/integrations/{id}"))
            .LinkWhen(isHimself, Relations.Principals, Templated("/api/principals{?q,type,limit,after}"))
            .LinkWhen(isHimself, Relations.Users, Templated("/api/users{?q,limit,after}"))
            .LinkWhen(isHimself, Relations.FindUser, Templated("/api/users/{id}"))
            .LinkWhen(isHimself, Relations.Teams, Templated("/api/teams{?q,limit,after}"))
            .LinkWhen(isHimself, Relations.FindTeam, Templated("/api/teams/{id}"))
            .Link(Relations.MyTeams, Hrefs.MyTeams)
            .LinkWhen(isHimself, Relations.AuthorizedTeams, Hrefs.AuthorizedTeams)
            .LinkWhen(facts.IsFirstParty(caller), Relations.Authorizations, PageLinks.Authorizations)
            .LinkWhen(isHimself && facts.IsSuperuser, Relations.Clients, Hrefs.Clients)
            .Action(canSignOut, Relations.SignOut, Hrefs.SignOut);
    }

    private static Link Templated(string href) => new(href) { Templated = true };
}
