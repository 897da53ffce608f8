namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>A link from a document to another one.</summary>
/// <param name="SourceKind">The kind of the document, or of the embedded document, that has the link.</param>
/// <param name="Page">The page of a list to which it leads, from 1.</param>
/// <param name="IsAction">
/// Whether it leads back to the document, or the embedded document, that has it. Then it names what can be done, and not what there is.
/// </param>
internal sealed record Edge(string SourceKind, string Relation, Uri Target, int Page, bool IsAction)
{
    // What these lead to is no document of the API, or one that was read already.
    private static readonly HashSet<string> NotFollowed =
        ["self", "profile", "curies", "describedby", "first", "prev", "previous", "last"];

    /// <summary>The kind of the target if it has no profile. A relation as general as <c>item</c> needs its source.</summary>
    public string TargetKind =>
        KindName.IsPaging(Relation) || (IsAction && !SourceKind.Contains('/', StringComparison.Ordinal)) ? SourceKind
        : KindName.IsGeneric(Relation) ? $"{SourceKind}.{Relation}"
        : KindName.OfRelation(Relation);

    /// <summary>Returns the links of a document and of what it embeds, whose own addresses are targets of their relations.</summary>
    public static IEnumerable<Edge> Of(CrawledDocument document) =>
        Of(document, document.Document, document.Address, document.FirstKind);

    private static IEnumerable<Edge> Of(CrawledDocument source, HalDocument document, Uri? own, string kind)
    {
        var self = SelfOf(source, document);
        foreach (var relation in document.Relations.Where(relation => !NotFollowed.Contains(relation.Name)))
            foreach (var link in relation.Links)
                if (link.Resolve(source.Address) is { } target)
                    yield return new Edge(
                        kind, relation.Name, target, relation.Name == "next" ? source.Page + 1 : 1, target == own || target == self);
        foreach (var embedded in document.Embedded)
            foreach (var item in HalDocument.DocumentsOf(embedded.Value))
            {
                var address = SelfOf(source, item);
                if (address is not null)
                    yield return new Edge(kind, embedded.Name, address, 1, IsAction: false);
                foreach (var edge in Of(source, item, address, $"{kind}/{KindName.OfRelation(embedded.Name)}"))
                    yield return edge;
            }
    }

    private static Uri? SelfOf(CrawledDocument source, HalDocument document) =>
        document.Self is { } self && Uri.TryCreate(source.Address, self, out var address) ? address : null;
}
