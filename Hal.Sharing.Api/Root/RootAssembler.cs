using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Links;

namespace Hal.Sharing.Api.Root;

/// <summary>The entry point: every way into the API that is open to the caller.</summary>
public static class RootAssembler
{
    /// <summary>What needs no token.</summary>
    public static Resource ToStrangersResource() => Resource.Create(Hrefs.Root).Link(Relations.ServiceDoc, Hrefs.Relations);

    public static Resource ToResource() => ToStrangersResource()
        .Link(Relations.Me, Hrefs.Me)
        .Link(Relations.Integrations, Templated("/api/integrations{?q,access,limit,after}"))
        .Link(Relations.FindIntegration, Templated("/api/integrations/{id}"))
        .Link(Relations.Principals, Templated("/api/principals{?q,type,limit,after}"))
        .Link(Relations.FindUser, Templated("/api/users/{id}"))
        .Link(Relations.FindTeam, Templated("/api/teams/{id}"));

    private static Link Templated(string href) => new(href) { Templated = true };
}
