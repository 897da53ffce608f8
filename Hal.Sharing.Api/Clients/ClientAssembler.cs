using System.Text.Json;
using Hal.Sharing.Data.Clients;

namespace Hal.Sharing.Api.Clients;

/// <summary>Turns OAuth clients into resources, for superusers.</summary>
public static class ClientAssembler
{
    /// <param name="secret">The secret, in the one response that shows it; null otherwise.</param>
    public static Resource ToResource(ClientView view, string? secret = null)
    {
        var (access, client) = view;
        var self = Hrefs.Client(client.Id);
        return Resource.Create(self, (client, secret), WriteState, static (shown, rel) => ClientForms.Of(shown.client, rel))
            .Profile(Hrefs.Schema("client")).Revision(client.Revision)
            .Action(access.CanManage, Relations.Edit, self)
            .Action(access.CanManage && client.ManagedCount == 0, Relations.Delete, self);
    }

    public static Resource ToCollection(ClientAccess access, Page<ClientRow> page, PageQuery query) =>
        query.LinkPages(
                Resource.Create(
                    query.Self, page, static (json, page) => json.WriteCounts(page.Rows.Count, page.Total),
                    static (_, _) => ClientForms.Create),
                page)
            .Profile(Hrefs.Schema("clients"))
            .Action(access.CanManage, Relations.CreateClient, Hrefs.Clients)
            .Embed(Relations.Client, page.Rows, client => ToResource(new(access, client)));

    private static void WriteState(Utf8JsonWriter json, (ClientRow Client, string? Secret) shown)
    {
        json.WriteString("id"u8, shown.Client.Id);
        json.WriteString("name"u8, shown.Client.Name);
        json.WriteIfNotNull("secret"u8, shown.Secret);
        json.WriteTime("createdAt"u8, shown.Client.CreatedAt);
        json.WriteTime("updatedAt"u8, shown.Client.UpdatedAt);
    }
}
