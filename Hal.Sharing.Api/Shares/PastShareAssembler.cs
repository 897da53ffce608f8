using System.Text.Json;
using Hal.Sharing.Api.PastStates;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>Assembles resources from shares as they were: without actions, and without links to principals that were deleted.</summary>
internal static class PastShareAssembler
{
    public static Resource ToResource(PastShareRow share, string integrationId, PastTime at)
    {
        var principal = PrincipalId.Parse(share.PrincipalId);
        return Resource.Create(
                at.Href(Hrefs.Share(integrationId, share.PrincipalId)), (share, integrationId, at),
                static (json, state) => WriteState(json, state.share, state.integrationId, state.at))
            .Profile(Hrefs.Schema("share"))
            .Link(Relations.Integration, Hrefs.Integration(integrationId))
            .LinkWhen(
                share.PrincipalName is not null, principal.Kind == PrincipalKind.User ? Relations.User : Relations.Team,
                Hrefs.Principal(principal));
    }

    public static Resource ToCollection(string integrationId, Page<PastShareRow> page, PastTime at, PageQuery query)
    {
        var path = Hrefs.Shares(integrationId);
        var collection = Resource.Create(query.Self, (page, at), static (json, state) =>
            {
                json.WriteTime("at"u8, state.at.Utc);
                json.WriteCounts(state.page.Rows.Count, null);
            })
            .Profile(Hrefs.Schema("shares"))
            .Link(Relations.Integration, Hrefs.Integration(integrationId))
            .Link(Relations.FindShare, new Link(at.Href($"{path}/{{principalId}}")) { Templated = true })
            .Link(Relations.LatestVersion, path);
        return query.LinkForward(collection, page)
            .Embed(Relations.IntegrationShare, page.Rows, share => ToResource(share, integrationId, at));
    }

    private static void WriteState(Utf8JsonWriter json, PastShareRow share, string integrationId, PastTime at)
    {
        json.WriteTime("at"u8, at.Utc);
        json.WriteString("integrationId"u8, integrationId);
        json.WriteString("principalId"u8, share.PrincipalId);
        json.WriteNumber("accessLevel"u8, share.AccessLevel);
        if (share.AccessLevel > AccessLevel.Admin)
            json.WriteNumber("effectiveLevel"u8, AccessLevel.Effective(share.AccessLevel));
        json.WriteTime("createdAt"u8, share.CreatedAt);
        json.WriteTime("updatedAt"u8, share.UpdatedAt);
        json.WriteIfNotNull("grantedBy"u8, share.GrantedBy);
        json.WriteStartObject("principal"u8);
        json.WriteString("id"u8, share.PrincipalId);
        json.WriteIfNotNull("name"u8, share.PrincipalName);
        json.WriteString("type"u8, share.PrincipalId.AsSpan(0, share.PrincipalId.IndexOf(':', StringComparison.Ordinal)));
        json.WriteEndObject();
    }
}
