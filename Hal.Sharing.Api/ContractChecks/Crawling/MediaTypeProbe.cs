using Hal.Sharing.Api.ContractChecks.Shapes;

namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>Finds the media types in which each kind of document can be read, from one document of each.</summary>
internal sealed class MediaTypeProbe(PoliteClient client, CrawlResult crawl)
{
    private static readonly string[] MediaTypes = [Hypermedia.MediaTypes.Hal, Hypermedia.MediaTypes.Json, Hypermedia.MediaTypes.HalForms];

    /// <summary>Returns the media types by kind, in ordinal order.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> RunAsync(CancellationToken cancellationToken)
    {
        var samples = from document in crawl.Documents
                      from kind in crawl.KindsOf(document)
                      group document by kind into documents
                      group documents.Key by Sample(documents) into kinds
                      select (Kinds: kinds, Probe: ProbeAsync(kinds.Key, cancellationToken));
        var found = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var sample in samples.ToList())
            foreach (var kind in sample.Kinds)
                found.Add(kind, await sample.Probe);
        return found;
    }

    // The same document in every run, if there is one that has the same address.
    private static Uri Sample(IEnumerable<CrawledDocument> documents) => documents.Select(document => document.Address)
        .OrderBy(address => Address.Stable(address) is null).ThenBy(address => address.PathAndQuery, StringComparer.Ordinal).First();

    private async Task<IReadOnlyList<string>> ProbeAsync(Uri address, CancellationToken cancellationToken)
    {
        var replies = await Task.WhenAll(MediaTypes.Select(type => client.GetAsync(address, crawl.User.Token, type, cancellationToken)));
        return [.. MediaTypes.Zip(replies).Where(pair => pair.Second.Status == 200 && pair.Second.MediaType == pair.First)
            .Select(pair => pair.First).Order(StringComparer.Ordinal)];
    }
}
