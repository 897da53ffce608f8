namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>A link from a document to another one.</summary>
/// <param name="SourceKind">The kind of the document, or of the embedded document, that has the link.</param>
/// <param name="Page">The page of a list to which it leads, from 1.</param>
internal sealed record Edge(string SourceKind, string Relation, Uri Target, int Page)
{
    // What these lead to is no document of the API, or one that was read already.
    private static readonly HashSet<string> NotFollowed =
        ["self", "profile", "curies", "describedby", "first", "prev", "previous", "last"];

    /// <summary>The kind of the target if it has no profile. A relation as general as <c>item</c> needs its source.</summary>
    public string TargetKind =>
        KindName.IsPaging(Relation) ? SourceKind
        : KindName.IsGeneric(Relation) ? $"{SourceKind}.{Relation}"
        : KindName.OfRelation(Relation);

    /// <summary>Returns the links of a document and of what it embeds, whose own addresses are targets of their relations.</summary>
    public static IEnumerable<Edge> Of(CrawledDocument document) => Of(document, document.Document, document.FirstKind);

    private static IEnumerable<Edge> Of(CrawledDocument source, HalDocument document, string kind)
    {
        foreach (var relation in document.Relations.Where(relation => !NotFollowed.Contains(relation.Name)))
            foreach (var link in relation.Links)
                if (link.Resolve(source.Address) is { } target)
                    yield return new Edge(kind, relation.Name, target, relation.Name == "next" ? source.Page + 1 : 1);
        foreach (var embedded in document.Embedded)
            foreach (var item in HalDocument.DocumentsOf(embedded.Value))
            {
                if (item.Self is { } self && Uri.TryCreate(source.Address, self, out var own))
                    yield return new Edge(kind, embedded.Name, own, 1);
                foreach (var edge in Of(source, item, $"{kind}/{KindName.OfRelation(embedded.Name)}"))
                    yield return edge;
            }
    }
}
