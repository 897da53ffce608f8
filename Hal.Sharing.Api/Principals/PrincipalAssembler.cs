using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Data;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Principals;

namespace Hal.Sharing.Api.Principals;

/// <summary>Turns principals into resources; each is the user or team that it stands for.</summary>
public static class PrincipalAssembler
{
    public static Resource ToCollection(Page<PrincipalRow> page, PageQuery query) =>
        query.LinkPages(Resource.Create(query.Self, page, static (json, page) => json.WriteCounts(page.Rows.Count, page.Total)), page)
            .Embed(Relations.Principal, page.Rows, ToResource);

    private static Resource ToResource(PrincipalRow row)
    {
        var principal = PrincipalId.Parse(row.Id);
        var isUser = principal.Kind == PrincipalKind.User;
        var self = Hrefs.Principal(principal);
        return Resource.Create(self, (row.Id, row.Name, Type: isUser ? "user" : "team"), static (json, principal) =>
            {
                json.WriteString("id"u8, principal.Id);
                json.WriteString("name"u8, principal.Name);
                json.WriteString("type"u8, principal.Type);
            })
            .Link(isUser ? Relations.User : Relations.Team, self);
    }
}
