using Hal.Sharing.Data.Principals;

namespace Hal.Sharing.Api.Principals;

/// <summary>Assembles resources from principals. The address of each is that of its user or team.</summary>
public static class PrincipalAssembler
{
    public static Resource ToCollection(Page<PrincipalRow> page, PageQuery query) =>
        query.LinkPages(Resource.Create(query.Self, page, static (json, page) => json.WriteCounts(page.Rows.Count, page.Total)), page)
            .Profile(Hrefs.Schema("principals"))
            .Embed(Relations.Principal, page.Rows, ToResource);

    /// <summary>Returns the options of a form field.</summary>
    public static Resource ToOptions(Page<PrincipalRow> page) => Resource.Create(Hrefs.PrincipalOptions)
        .Embed(Relations.Principal, page.Rows, static row => Resource.Create(Hrefs.PrincipalOptions, row, static (json, row) =>
        {
            json.WriteString("prompt"u8, row.Name);
            json.WriteString("value"u8, row.Id);
        }));

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
