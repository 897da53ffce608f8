using Hal.Sharing.Api.PastStates;
using Hal.Sharing.Api.Teams;
using Hal.Sharing.Api.Users;
using Hal.Sharing.Data.Ownership;

namespace Hal.Sharing.Api.Ownership;

/// <summary>Assembles a resource from the owner of an integration and the caller's access to it.</summary>
public static class OwnerAssembler
{
    public static Resource ToResource(OwnerView view)
    {
        var (access, owner) = view;
        var self = Hrefs.Owner(owner.Id);
        var principal = PrincipalId.Parse(owner.OwnerId);
        var rel = principal.Kind == PrincipalKind.User ? Relations.User : Relations.Team;
        return Resource.Create(self, owner, static (json, owner) => json.WriteString("id"u8, owner.OwnerId), OwnerForms.Of)
            .Profile(Hrefs.Schema("owner")).Revision(owner.Revision)
            .Link(Relations.Integration, Hrefs.Integration(owner.Id))
            .Link(rel, Hrefs.Principal(principal))
            .Link(Relations.AsOf, Hrefs.AsOf(self))
            .Action(access.CanChangeOwner, Relations.Transfer, self)
            .Action(access.CanChangeOwner, Relations.Preview, Hrefs.Preview(self))
            .Embed(rel, ToReference(principal, owner.OwnerName));
    }

    /// <summary>Returns the owner at a time, without actions, and without a link to an owner that was deleted.</summary>
    public static Resource ToPastResource(string integrationId, PastOwnerRow owner, PastTime at)
    {
        var path = Hrefs.Owner(integrationId);
        var principal = PrincipalId.Parse(owner.OwnerId);
        var rel = principal.Kind == PrincipalKind.User ? Relations.User : Relations.Team;
        var resource = Resource.Create(at.Href(path), (owner, at), static (json, state) =>
            {
                json.WriteTime("at"u8, state.at.Utc);
                json.WriteString("id"u8, state.owner.OwnerId);
            })
            .Profile(Hrefs.Schema("owner"))
            .Link(Relations.Integration, Hrefs.Integration(integrationId))
            .LinkWhen(owner.OwnerName is not null, rel, Hrefs.Principal(principal))
            .Link(Relations.LatestVersion, path);
        return owner.OwnerName is { } name ? resource.Embed(rel, ToReference(principal, name)) : resource;
    }

    private static Resource ToReference(PrincipalId principal, string name) => principal.Kind == PrincipalKind.User
        ? UserAssembler.ToReference(principal.Id, name)
        : TeamAssembler.ToReference(principal.Id, name);
}
