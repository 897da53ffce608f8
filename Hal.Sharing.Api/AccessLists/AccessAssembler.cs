using System.Text.Json;
using Hal.Sharing.Data.AccessLists;

namespace Hal.Sharing.Api.AccessLists;

/// <summary>Assembles resources from lists of who has access to what.</summary>
public static class AccessAssembler
{
    public static Resource ToCollection(AccessList list, PageQuery query)
    {
        var collection = Resource.Create(
                query.Self, list, static (json, list) => json.WriteCounts(list.Page.Rows.Count, list.Page.Total))
            .Profile(Hrefs.Schema("access-list"))
            .Link(Relations.Integration, Hrefs.Integration(list.IntegrationId))
            .Link(
                Relations.IntegrationAccess,
                new Link($"{Hrefs.IntegrationAccess(list.IntegrationId)}{{?q,limit,after}}") { Templated = true })
            .Link(Relations.FindAccess, new Link($"{Hrefs.IntegrationAccess(list.IntegrationId)}/{{principalId}}") { Templated = true })
            .Link(Relations.AsOf, Hrefs.AsOf(Hrefs.IntegrationAccess(list.IntegrationId)));
        return query.LinkPages(collection, list.Page)
            .Embed(Relations.Access, list.Page.Rows, row => ToResource(list.IntegrationId, row));
    }

    public static Resource ToCollection(string userId, Page<AccessIntegrationRow> page, PageQuery query)
    {
        var collection = Resource.Create(query.Self, page, static (json, page) => json.WriteCounts(page.Rows.Count, page.Total))
            .Profile(Hrefs.Schema("user-access-list"))
            .Link(Relations.User, Hrefs.User(userId));
        return query.LinkPages(collection, page).Embed(Relations.Access, page.Rows, row => ToResource(userId, row));
    }

    /// <summary>Writes the level of all paths: that of the owning user is a word, because shares cannot give it.</summary>
    internal static void WriteLevel(Utf8JsonWriter json, bool isOwner, int level)
    {
        if (isOwner)
            json.WriteString("level"u8, "owner"u8);
        else
            json.WriteNumber("level"u8, level);
    }

    private static Resource ToResource(string integrationId, AccessUserRow row) =>
        Resource.Create(Hrefs.Access(integrationId, row.UserId), row, static (json, row) =>
            {
                json.WriteString("userId"u8, row.UserId);
                json.WriteString("displayName"u8, row.DisplayName);
                WriteTies(json, row.Ties, row.Paths);
            })
            .Link(Relations.User, Hrefs.User(row.UserId));

    private static Resource ToResource(string userId, AccessIntegrationRow row) =>
        Resource.Create(Hrefs.Access(row.IntegrationId, userId), row, static (json, row) =>
            {
                json.WriteString("integrationId"u8, row.IntegrationId);
                json.WriteString("name"u8, row.IntegrationName);
                WriteTies(json, row.Ties, row.Paths);
            })
            .LinkWhen(row.CanRead, Relations.Integration, Hrefs.Integration(row.IntegrationId));

    private static void WriteTies(Utf8JsonWriter json, AccessTies ties, int paths)
    {
        WriteLevel(json, ties.IsOwner, ties.Level ?? 0);
        json.WriteNumber("paths"u8, paths);
    }
}
