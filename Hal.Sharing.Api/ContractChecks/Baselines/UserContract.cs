using Hal.Sharing.Api.ContractChecks.Crawling;
using Hal.Sharing.Api.ContractChecks.Shapes;

namespace Hal.Sharing.Api.ContractChecks.Baselines;

/// <summary>The contract of an API for one user: all kinds of documents that they can read.</summary>
internal sealed record UserContract(string User, IReadOnlyDictionary<string, KindShape> Kinds)
{
    /// <summary>Returns the contract as the crawl found it.</summary>
    /// <param name="crawl">The documents of one user.</param>
    /// <param name="mediaTypes">The media types in which each kind can be read.</param>
    public static UserContract Of(CrawlResult crawl, IReadOnlyDictionary<string, IReadOnlyList<string>> mediaTypes)
    {
        var kinds = new SortedDictionary<string, KindShape>(StringComparer.Ordinal);
        var documents = from document in crawl.Documents
                        from kind in crawl.KindsOf(document)
                        group DocumentShape.Of(document, crawl) by kind;
        foreach (var group in documents)
        {
            var kind = KindShape.Of(group.Key, [.. group], crawl.IsSampled(group.Key));
            foreach (var mediaType in mediaTypes.GetValueOrDefault(group.Key) ?? [])
            {
                var pin = new Pin(isAlways: true);
                pin.Add("");
                kind.Add(Unit.Join("mediaTypes", mediaType), pin);
            }
            kinds.Add(group.Key, kind);
        }
        return new UserContract(crawl.User.Name, kinds);
    }

    /// <summary>Whether a document is pinned.</summary>
    public bool Knows(Uri address) =>
        Address.Stable(address) is { } stable && Kinds.Values.Any(kind => kind.Documents.ContainsKey(stable));
}
