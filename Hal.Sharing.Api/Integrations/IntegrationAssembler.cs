using System.Text.Json;
using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Api.Integrations;

/// <summary>Assembles resources from integrations and the caller's access to them.</summary>
public static class IntegrationAssembler
{
    public static Resource ToResource(IntegrationView view)
    {
        var (access, integration) = view;
        var self = Hrefs.Integration(integration.Id);
        var owner = PrincipalId.Parse(integration.OwnerId);
        return Resource.Create(self, view, WriteState, IntegrationForms.Of)
            .Profile(Hrefs.Schema("integration")).Revision(integration.Revision)
            .Link(Relations.Integrations, Hrefs.Integrations)
            .LinkWhen(access.CanReadAccess, Relations.IntegrationShares, Hrefs.Shares(integration.Id))
            .LinkWhen(access.CanReadAccess, Relations.IntegrationOwner, Hrefs.Owner(integration.Id))
            .LinkWhen(access.CanReadAccess, Relations.History, Hrefs.IntegrationHistory(integration.Id))
            .LinkWhen(access.CanReadAccess, Relations.IntegrationAccess, Hrefs.IntegrationAccess(integration.Id))
            .Link(owner.Kind == PrincipalKind.User ? Relations.User : Relations.Team, Hrefs.Principal(owner))
            .Action(access.CanWrite, Relations.Edit, self)
            .Action(access.CanDelete, Relations.Delete, self);
    }

    public static Resource ToCollection(Page<IntegrationView> page, bool canCreate, PageQuery query)
    {
        var collection = Resource.Create(
                query.Self, page, static (json, page) => json.WriteCounts(page.Rows.Count, page.Total),
                static (_, _) => IntegrationForms.Create)
            .Profile(Hrefs.Schema("integrations"));
        return query.LinkPages(collection, page)
            .Action(canCreate, Relations.CreateIntegration, Hrefs.Integrations)
            .Embed(Relations.Integration, page.Rows, ToResource);
    }

    private static void WriteState(Utf8JsonWriter json, IntegrationView view)
    {
        var integration = view.Integration;
        json.WriteString("id"u8, integration.Id);
        json.WriteString("slug"u8, integration.Slug);
        json.WriteString("name"u8, integration.Name);
        json.WriteIfNotNull("type"u8, integration.Type);
        json.WriteIfNotNull("description"u8, integration.Description);
        json.WriteString("ownerId"u8, integration.OwnerId);
        json.WriteTime("createdAt"u8, integration.CreatedAt);
        json.WriteTime("updatedAt"u8, integration.UpdatedAt);
    }
}
