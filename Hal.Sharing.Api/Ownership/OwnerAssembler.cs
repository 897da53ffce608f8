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
        var isUser = principal.Kind == PrincipalKind.User;
        var rel = isUser ? Relations.User : Relations.Team;
        return Resource.Create(self, owner, static (json, owner) => json.WriteString("id"u8, owner.OwnerId), OwnerForms.Of)
            .Profile(Hrefs.Schema("owner")).Revision(owner.Revision).MadeFrom(view)
            .Link(Relations.Integration, Hrefs.Integration(owner.Id))
            .Link(rel, Hrefs.Principal(principal))
            .Action(access.CanChangeOwner, Relations.Transfer, self)
            .Action(access.CanChangeOwner, Relations.Preview, Hrefs.Preview(self))
            .Embed(rel, isUser
                ? UserAssembler.ToReference(principal.Id, owner.OwnerName)
                : TeamAssembler.ToReference(principal.Id, owner.OwnerName));
    }
}
