using System.Text.Json;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>Assembles resources from shares and the caller's access to their integration.</summary>
public static class ShareAssembler
{
    public static Resource ToResource(ShareRow share, IntegrationAccess access)
    {
        var self = Hrefs.Share(share.IntegrationId, share.PrincipalId);
        var principal = PrincipalId.Parse(share.PrincipalId);
        var mayChange = access.CanGrant(share.AccessLevel);
        return Resource.Create(self, (share, access), WriteState, ShareForms.Of)
            .Profile(Hrefs.Schema("share")).Revision(share.Revision)
            .Link(Relations.Integration, Hrefs.Integration(share.IntegrationId))
            .Link(principal.Kind == PrincipalKind.User ? Relations.User : Relations.Team, Hrefs.Principal(principal))
            .LinkWhen(principal.Kind == PrincipalKind.User, Relations.Why, Hrefs.Access(share.IntegrationId, principal.Id))
            .Action(mayChange, Relations.Edit, self)
            .Action(mayChange, Relations.Revoke, self)
            .Action(mayChange, Relations.Preview, Hrefs.Preview(self));
    }

    public static Resource ToCollection(ShareList list, PageQuery query)
    {
        var path = Hrefs.Shares(list.IntegrationId);
        var shareByPrincipal = new Link($"{path}/{{principalId}}") { Templated = true };
        var collection = Resource.Create(
                query.Self, list, static (json, list) => json.WriteCounts(list.Page.Rows.Count, list.Page.Total),
                ShareForms.Of)
            .Profile(Hrefs.Schema("shares")).Revision(list.Revision)
            .Link(Relations.Integration, Hrefs.Integration(list.IntegrationId))
            .Link(Relations.FindShare, shareByPrincipal)
            .Link(Relations.AsOf, Hrefs.AsOf(path))
            .Link(Relations.IntegrationAccess, Hrefs.IntegrationAccess(list.IntegrationId))
            .Action(list.Access.CanShare, Relations.Share, shareByPrincipal)
            .Action(list.Access.CanShare, Relations.ShareMany, Hrefs.BulkShares(list.IntegrationId))
            .Action(list.Access.CanShare, Relations.Preview, Hrefs.Preview(path));
        return query.LinkPages(collection, list.Page)
            .Embed(Relations.IntegrationShare, list.Page.Rows, share => ToResource(share, list.Access));
    }

    private static void WriteState(Utf8JsonWriter json, (ShareRow Share, IntegrationAccess Access) shared)
    {
        var share = shared.Share;
        json.WriteString("integrationId"u8, share.IntegrationId);
        json.WriteString("principalId"u8, share.PrincipalId);
        json.WriteNumber("accessLevel"u8, share.AccessLevel);
        if (share.AccessLevel > AccessLevel.Admin)
            json.WriteNumber("effectiveLevel"u8, AccessLevel.Effective(share.AccessLevel));
        json.WriteTime("createdAt"u8, share.CreatedAt);
        json.WriteTime("updatedAt"u8, share.UpdatedAt);
        json.WriteIfNotNull("grantedBy"u8, share.GrantedBy);
        json.WriteStartObject("principal"u8);
        json.WriteString("id"u8, share.PrincipalId);
        json.WriteString("name"u8, share.PrincipalName);
        json.WriteString("type"u8, share.PrincipalId.AsSpan(0, share.PrincipalId.IndexOf(':', StringComparison.Ordinal)));
        json.WriteEndObject();
    }
}
