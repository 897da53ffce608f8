namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>The documents that one user could read, their kinds, and where their links lead.</summary>
internal sealed class CrawlResult
{
    private readonly Uri _entry;
    private readonly IReadOnlyDictionary<Uri, Outcome> _outcomes;
    private readonly ILookup<Uri, string> _relations;
    private readonly HashSet<string> _sampled;

    public CrawlResult(
        CheckUser user,
        IReadOnlyList<CrawledDocument> documents,
        IReadOnlyCollection<Edge> edges,
        IReadOnlyDictionary<Uri, Outcome> outcomes,
        IReadOnlySet<(string Kind, string Relation)> unread,
        bool isCut)
    {
        (User, Documents, _outcomes, IsCut) = (user, documents, outcomes, isCut);
        _entry = documents[0].Address;
        _relations = edges
            .Where(edge => !edge.IsAction && !KindName.IsPaging(edge.Relation) && !KindName.IsGeneric(edge.Relation))
            .Where(edge => outcomes.ContainsKey(edge.Target))
            .Where(edge => outcomes[edge.Target].Document is not null)
            .ToLookup(edge => outcomes[edge.Target].Document!.Address, edge => edge.TargetKind);
        _sampled =
        [
            .. from edge in edges
               where unread.Contains((edge.SourceKind, edge.Relation)) || unread.Contains((edge.SourceKind.Split('/')[0], "next"))
               let document = outcomes.GetValueOrDefault(edge.Target)?.Document
               where document is not null
               from kind in KindsOf(document)
               select kind,
        ];
    }

    public CheckUser User { get; }

    /// <summary>In the order in which they were found; the first is the entry point.</summary>
    public IReadOnlyList<CrawledDocument> Documents { get; }

    /// <summary>Whether there were more documents than the limit allows.</summary>
    public bool IsCut { get; }

    /// <summary>Whether there are more documents of a kind than were read: more samples of a relation, or more pages.</summary>
    public bool IsSampled(string kind) => _sampled.Contains(kind);

    /// <summary>Returns the kind that the profile names, or one for each relation that leads to the document.</summary>
    public IReadOnlyList<string> KindsOf(CrawledDocument document)
    {
        if (document.Document.Profile is not null || document.Address == _entry)
            return [document.FirstKind];
        string[] kinds = [.. _relations[document.Address].Distinct().Order(StringComparer.Ordinal)];
        return kinds.Length > 0 ? kinds : [document.FirstKind];
    }

    /// <summary>Returns what is at an address: kinds of documents, or a media type, a status, another server. Empty if not read.</summary>
    public IReadOnlyList<string> LeadsTo(Uri address)
    {
        if (!IsSameOrigin(_entry, address))
            return ["another server"];
        if (!_outcomes.TryGetValue(address, out var outcome))
            return [];
        return outcome switch
        {
            { Document: { } document } => KindsOf(document),
            { Status: 405 } => ["no GET"],
            { Status: not 200 } => [$"status {outcome.Status}"],
            { MediaType: "" } => ["no media type"],
            _ => [outcome.MediaType],
        };
    }

    public static bool IsSameOrigin(Uri one, Uri other) => one.Scheme == other.Scheme && one.Authority == other.Authority;
}
