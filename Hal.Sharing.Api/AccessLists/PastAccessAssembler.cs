using System.Text.Json;
using Hal.Sharing.Api.PastStates;
using Hal.Sharing.Data.AccessLists;

namespace Hal.Sharing.Api.AccessLists;

/// <summary>Assembles resources from who had access at a time: without links to what was deleted since.</summary>
internal static class PastAccessAssembler
{
    public static Resource ToCollection(string integrationId, Page<PastAccessUserRow> page, PastTime at, PageQuery query)
    {
        var path = Hrefs.IntegrationAccess(integrationId);
        var collection = Resource.Create(query.Self, (page, at), static (json, state) =>
            {
                json.WriteTime("at"u8, state.at.Utc);
                json.WriteCounts(state.page.Rows.Count, null);
            })
            .Profile(Hrefs.Schema("access-list"))
            .Link(Relations.Integration, Hrefs.Integration(integrationId))
            .Link(Relations.FindAccess, new Link(at.Href($"{path}/{{principalId}}")) { Templated = true })
            .Link(Relations.LatestVersion, path);
        return query.LinkForward(collection, page).Embed(Relations.Access, page.Rows, row => ToResource(integrationId, row, at));
    }

    /// <param name="explanation">The integration and the user.</param>
    /// <param name="reasons">The reasons.</param>
    /// <param name="at">The time.</param>
    /// <param name="pathBase">As in <see cref="ReasonsAssembler.ToResource"/>.</param>
    public static Resource ToResource(PastExplanation explanation, AccessReasons reasons, PastTime at, string pathBase)
    {
        var id = explanation.Integration.Id;
        return Resource.Create(
                at.Href(Hrefs.Access(id, explanation.UserId)), (explanation, reasons, at, pathBase),
                static (json, state) => WriteState(json, state.explanation, state.reasons, state.at, state.pathBase))
            .Profile(Hrefs.Schema("access"))
            .Link(Relations.Integration, Hrefs.Integration(id))
            .Link(Relations.IntegrationAccess, at.Href(Hrefs.IntegrationAccess(id)))
            .LinkWhen(explanation.DisplayName is not null, Relations.User, Hrefs.User(explanation.UserId));
    }

    private static Resource ToResource(string integrationId, PastAccessUserRow row, PastTime at) =>
        Resource.Create(at.Href(Hrefs.Access(integrationId, row.UserId)), row, static (json, row) =>
            {
                json.WriteString("userId"u8, row.UserId);
                json.WriteIfNotNull("displayName"u8, row.DisplayName);
                AccessAssembler.WriteLevel(json, row.Ties.IsOwner, row.Ties.Level ?? 0);
                json.WriteNumber("paths"u8, row.Paths);
            })
            .LinkWhen(row.DisplayName is not null, Relations.User, Hrefs.User(row.UserId));

    private static void WriteState(Utf8JsonWriter json, PastExplanation explanation, AccessReasons reasons, PastTime at, string pathBase)
    {
        json.WriteTime("at"u8, at.Utc);
        json.WriteString("integrationId"u8, explanation.Integration.Id);
        json.WriteString("userId"u8, explanation.UserId);
        json.WriteIfNotNull("displayName"u8, explanation.DisplayName);
        AccessAssembler.WriteLevel(json, reasons.IsOwner, reasons.Level);
        ReasonsAssembler.WritePaths(json, reasons, path => Links(explanation, path, at), pathBase);
    }

    /// <summary>What was behind the path then. The present membership is another one, so it is not linked.</summary>
    private static IEnumerable<(string Rel, string Href)> Links(PastExplanation explanation, AccessPath? path, PastTime at)
    {
        if (path?.PrincipalId is not { } principalId)
            yield break;
        var id = explanation.Integration.Id;
        yield return path.ShareLevel is null
            ? (Relations.IntegrationOwner, at.Href(Hrefs.Owner(id)))
            : (Relations.IntegrationShare, at.Href(Hrefs.Share(id, principalId)));
        if (path.Role is not null && !explanation.Deleted.Contains(principalId))
            yield return (Relations.Team, Hrefs.Principal(PrincipalId.Parse(principalId)));
    }
}
