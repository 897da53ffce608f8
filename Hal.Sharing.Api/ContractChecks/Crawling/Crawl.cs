namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>Reads an API as one user, level by level from its entry point: links, forms and methods, by GET and OPTIONS.</summary>
/// <param name="isPinned">Whether the baseline knows a document. Those are read however many targets a relation has.</param>
/// <param name="read">Called for each document.</param>
internal sealed class Crawl(PoliteClient client, CheckUser user, Uri entry, CheckLimits limits, Func<Uri, bool> isPinned, Action read)
{
    private const string Accept =
        "application/prs.hal-forms+json, application/hal+json;q=0.9, application/json;q=0.5, */*;q=0.1";

    private const int MaxRedirects = 5;

    private readonly Dictionary<Uri, Outcome> _outcomes = [];
    private readonly Dictionary<(string Kind, string Relation), int> _samples = [];
    private readonly List<CrawledDocument> _documents = [];
    private readonly List<Edge> _edges = [];
    private readonly HashSet<(string Kind, string Relation)> _unread = [];
    private bool _isCut;

    /// <exception cref="CheckException">The entry point cannot be read as this user, or is no HAL document.</exception>
    public async Task<CrawlResult> RunAsync(CancellationToken cancellationToken)
    {
        List<Edge> level = [new Edge("", KindName.Entry, entry, 1, IsAction: false)];
        while (level.Count > 0)
        {
            var outcomes = await Task.WhenAll(level.Select(edge => ReadAsync(edge, cancellationToken)));
            var found = new List<Edge>();
            foreach (var (edge, outcome) in level.Zip(outcomes))
                found.AddRange(Add(edge, outcome));
            if (_documents.Count == 0)
                throw Refused(outcomes[0]);
            _edges.AddRange(found);
            level = Choose(found);
        }
        return new CrawlResult(user, _documents, _edges, _outcomes, _unread, _isCut);
    }

    private CheckException Refused(Outcome outcome) => new(outcome.Status switch
    {
        401 => $"{user.Name}: {entry} responds 401: the token is missing, wrong or expired; get a new one.",
        200 => $"{user.Name}: {entry} is no HAL document (its type is '{outcome.MediaType}'); --entry names the entry point of the API.",
        _ => $"{user.Name}: {entry} responds {outcome.Status}; --entry names the entry point of the API.",
    });

    private IEnumerable<Edge> Add(Edge edge, Outcome outcome)
    {
        _outcomes[edge.Target] = outcome;
        if (outcome.Document is not { } document || _documents.Exists(known => known.Address == document.Address))
            return [];
        _outcomes[document.Address] = outcome;
        _documents.Add(document);
        return Edge.Of(document);
    }

    /// <summary>Returns what to read next: one edge for each new address.</summary>
    private List<Edge> Choose(List<Edge> found)
    {
        var chosen = new List<Edge>();
        var seen = new HashSet<Uri>(_outcomes.Keys);
        foreach (var edge in found.Where(IsHere))
        {
            if (seen.Contains(edge.Target))
                continue;
            if (!IsWithinLimits(edge))
            {
                _unread.Add((edge.SourceKind, edge.Relation));
                continue;
            }
            if (_documents.Count + chosen.Count >= limits.Documents)
            {
                _isCut = true;
                return chosen;
            }
            seen.Add(edge.Target);
            chosen.Add(edge);
        }
        return chosen;
    }

    private bool IsWithinLimits(Edge edge)
    {
        if (edge.Relation == "next")
            return edge.Page <= limits.Pages;
        if (isPinned(edge.Target))
            return true;
        var used = _samples.GetValueOrDefault((edge.SourceKind, edge.Relation));
        if (used >= limits.Samples)
            return false;
        _samples[(edge.SourceKind, edge.Relation)] = used + 1;
        return true;
    }

    private bool IsHere(Edge edge) => CrawlResult.IsSameOrigin(entry, edge.Target);

    private async Task<Outcome> ReadAsync(Edge edge, CancellationToken cancellationToken)
    {
        var address = edge.Target;
        for (var redirects = 0; ; redirects++)
        {
            var reply = await client.GetAsync(address, user.Token, Accept, cancellationToken);
            if (reply.Location is { } location && redirects < MaxRedirects)
            {
                if (!CrawlResult.IsSameOrigin(entry, location))
                    return new Outcome(reply.Status, "", null);
                address = location;
                continue;
            }
            if (reply.Status != 200 || HalDocument.Parse(reply.Body) is not { } document)
                return new Outcome(reply.Status, reply.MediaType, null);
            var options = await client.OptionsAsync(address, user.Token, cancellationToken);
            read();
            var kind = document.Profile is { } profile ? KindName.OfProfile(profile) : edge.TargetKind;
            return new Outcome(200, reply.MediaType, new CrawledDocument(
                address, document, kind, options.Status is >= 200 and < 300 ? options.Allow : [], edge.Page, reply.Body));
        }
    }
}
