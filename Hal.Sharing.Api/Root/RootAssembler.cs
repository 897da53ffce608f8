using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Api.Root;

/// <summary>The entry point: every way into the API that is open to the caller.</summary>
public static class RootAssembler
{
    /// <summary>What needs no token.</summary>
    public static Resource ToStrangersResource() => Resource.Create(Hrefs.Root).Describe(Hrefs.Schema("entry-point")).Link(Relations.ServiceDoc, Hrefs.Relations);

    /// <summary>A team that acts for somebody sees his profile, his teams and what he owns: it is shown no other way in.</summary>
    public static Resource ToResource(Caller caller, CallerFacts facts)
    {
        var isHimself = caller.TeamId is null;
        return ToStrangersResource()
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
            .LinkWhen(isHimself && facts.IsSuperuser, Relations.Clients, Hrefs.Clients);
    }

    private static Link Templated(string href) => new(href) { Templated = true };
}
