using Hal.Sharing.Data.History;

namespace Hal.Sharing.Api.History;

/// <summary>Assembles resources from pages of changes.</summary>
public static class HistoryAssembler
{
    public static Resource ToResource(IntegrationHistory history, PageQuery query) =>
        ToCollection(history.Page, query, Relations.Integration, Hrefs.Integration(history.IntegrationId));

    public static Resource ToResource(TeamHistory history, Page<ChangeView> page, PageQuery query) =>
        ToCollection(page, query, Relations.Team, Hrefs.Team(history.TeamId));

    public static Resource ToOwnResource(Page<ChangeView> page, PageQuery query) =>
        ToCollection(page, query, Relations.Me, Hrefs.Me);

    public static Resource ToResource(Page<ChangeView> page, PageQuery query) => ToCollection(page, query, null, "");

    private static Resource ToCollection(Page<ChangeView> page, PageQuery query, string? rel, string href)
    {
        var collection = Resource.Create(query.Self, page, static (json, page) => json.WriteCounts(page.Rows.Count, null))
            .Profile(Hrefs.Schema("history"));
        if (rel is not null)
            collection.Link(rel, href);
        return query.LinkPages(collection, page).Embed(Relations.Change, page.Rows, ChangeAssembler.ToResource);
    }
}
