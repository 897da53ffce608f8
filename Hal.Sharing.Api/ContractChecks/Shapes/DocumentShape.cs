using Hal.Sharing.Api.ContractChecks.Crawling;

namespace Hal.Sharing.Api.ContractChecks.Shapes;

/// <summary>What one document shows of its contract, as facts: a path and a value.</summary>
internal sealed class DocumentShape
{
    /// <summary>The owner of facts about the document itself.</summary>
    public const string Root = "";

    private readonly Dictionary<string, ObservedFact> _facts = [];
    private readonly HashSet<string> _owners = [Root];
    private readonly Dictionary<string, List<DocumentShape>> _embedded = [];

    private DocumentShape(Uri? address) => Address = address;

    /// <summary>Null for an embedded document without <c>self</c>.</summary>
    public Uri? Address { get; }

    public IReadOnlyDictionary<string, ObservedFact> Facts => _facts;

    /// <summary>What there is in this document that can have facts: an absent form has no fields to miss.</summary>
    public IReadOnlySet<string> Owners => _owners;

    /// <summary>The embedded documents by relation. An empty collection has no documents.</summary>
    public IReadOnlyDictionary<string, List<DocumentShape>> Embedded => _embedded;

    public static DocumentShape Of(CrawledDocument document, CrawlResult crawl)
    {
        var shape = Of(document.Document, document.Address, document.Address, crawl);
        foreach (var method in document.Methods)
            shape.Add(Unit.Join("methods", method), "");
        return shape;
    }

    /// <summary>Adds a fact. An owner must be added before its facts.</summary>
    /// <param name="path">The parts as in <see cref="Unit"/>.</param>
    /// <param name="value">Empty if the fact says only that something is there.</param>
    /// <param name="owner">What must be there for the fact to be expected.</param>
    /// <param name="isAlways">Whether all parts of the owner have it, if there are several.</param>
    public void Add(string path, string value, string owner = Root, bool isAlways = true)
    {
        if (!_facts.TryGetValue(path, out var fact))
            _facts.Add(path, fact = new ObservedFact(owner));
        fact.Values.Add(value);
        fact.IsAlways &= isAlways;
    }

    public void AddOwner(string owner) => _owners.Add(owner);

    private static DocumentShape Of(HalDocument document, Uri retrieved, Uri? own, CrawlResult crawl)
    {
        var shape = new DocumentShape(own);
        MemberFacts.AddTo(shape, document.State);
        LinkFacts.AddTo(shape, document, retrieved, crawl);
        FormFacts.AddTo(shape, document.Forms);
        foreach (var embedded in document.Embedded)
        {
            shape.Add(Unit.Join("embedded", embedded.Name, "is"), MemberFacts.TypeOf(embedded.Value));
            shape._embedded[embedded.Name] = [.. HalDocument.DocumentsOf(embedded.Value).Select(item => Of(
                item, retrieved, item.Self is { } self && Uri.TryCreate(retrieved, self, out var address) ? address : null, crawl))];
        }
        return shape;
    }
}
