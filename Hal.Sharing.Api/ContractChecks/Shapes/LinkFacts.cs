using Hal.Sharing.Api.ContractChecks.Crawling;

namespace Hal.Sharing.Api.ContractChecks.Shapes;

/// <summary>The relations of a document: object or array, variables of templates, targets, curies, deprecation; and the profile.</summary>
internal static class LinkFacts
{
    public static void AddTo(DocumentShape shape, HalDocument document, Uri retrieved, CrawlResult crawl)
    {
        foreach (var relation in document.Relations)
            Add(shape, relation, retrieved, crawl);
        if (document.Profile is { } profile)
            shape.Add("profile", Address.Portable(retrieved, profile));
    }

    private static void Add(DocumentShape shape, HalRelation relation, Uri retrieved, CrawlResult crawl)
    {
        var unit = Unit.Join("links", relation.Name);
        shape.Add(Unit.Join(unit, "is"), MemberFacts.TypeOf(relation.Value));
        shape.AddOwner(unit);
        foreach (var link in relation.Links)
        {
            if (relation.Name == "curies" && link.Name is { } prefix)
                shape.Add(Unit.Join(unit, "curies", prefix), Address.Portable(retrieved, link.Href), unit);
            else if (link.IsTemplated)
                foreach (var variable in TemplateVariable.Of(link.Href))
                    shape.Add(Unit.Join(unit, "variables", variable.Name), variable.IsPath ? "path" : "query", unit);
            if (link.IsDeprecated)
                shape.Add(Unit.Join(unit, "deprecated"), "", unit);
            if (relation.Name is not ("curies" or "profile" or "self") && link.Resolve(retrieved) is { } target)
                foreach (var kind in crawl.LeadsTo(target))
                    shape.Add(Unit.Join(unit, "leadsTo"), kind, unit);
        }
    }
}
