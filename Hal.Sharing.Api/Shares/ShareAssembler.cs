using System.Text.Json;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>Turns shares and the caller's access to their integration into resources.</summary>
public static class ShareAssembler
{
    public static Resource ToResource(ShareRow share, IntegrationAccess access)
    {
        var self = Hrefs.Share(share.IntegrationId, share.PrincipalId);
        var principal = PrincipalId.Parse(share.PrincipalId);
        var mayChange = access.CanGrant(share.AccessLevel);
        return Resource.Create(self, share, WriteState)
            .Link(Relations.Integration, Hrefs.Integration(share.IntegrationId))
            .Link(principal.Kind == PrincipalKind.User ? Relations.User : Relations.Team, Hrefs.Principal(principal))
            .Action(mayChange, Relations.Edit, self)
            .Action(mayChange, Relations.Revoke, self);
    }

    public static Resource ToCollection(ShareList list, PageQuery query)
    {
        var path = Hrefs.Shares(list.IntegrationId);
        var shareByPrincipal = new Link($"{path}/{{principalId}}") { Templated = true };
        var collection = Resource.Create(query.Self, list.Page, static (json, page) => json.WriteCounts(page.Rows.Count, page.Total))
            .Link(Relations.Integration, Hrefs.Integration(list.IntegrationId))
            .Link(Relations.FindShare, shareByPrincipal)
            .Action(list.Access.CanShare, Relations.Share, shareByPrincipal);
        return query.LinkPages(collection, list.Page)
            .Embed(Relations.IntegrationShare, list.Page.Rows, share => ToResource(share, list.Access));
    }

    private static void WriteState(Utf8JsonWriter json, ShareRow share)
    {
        json.WriteString("integrationId"u8, share.IntegrationId);
        json.WriteString("principalId"u8, share.PrincipalId);
        json.WriteNumber("accessLevel"u8, share.AccessLevel);
        json.WriteTime("createdAt"u8, share.CreatedAt);
        json.WriteTime("updatedAt"u8, share.UpdatedAt);
        json.WriteStartObject("principal"u8);
        json.WriteString("id"u8, share.PrincipalId);
        json.WriteString("name"u8, share.PrincipalName);
        json.WriteString("type"u8, share.PrincipalId.AsSpan(0, share.PrincipalId.IndexOf(':', StringComparison.Ordinal)));
        json.WriteEndObject();
    }
}
