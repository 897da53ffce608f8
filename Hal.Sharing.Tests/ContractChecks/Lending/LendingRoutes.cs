using Microsoft.AspNetCore.Http;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Which document is at which address.</summary>
internal sealed class LendingRoutes(Holdings holdings, Rights rights)
{
    private readonly EntryDocuments _entry = new(holdings, rights);
    private readonly BookDocuments _books = new(holdings, rights);
    private readonly BranchDocuments _branches = new(holdings);
    private readonly ReaderDocuments _readers = new(holdings, rights);
    private readonly LoanDocuments _loans = new(holdings, rights, new BookDocuments(holdings, rights));

    /// <summary>Returns the document, or null if there is none that the caller may see.</summary>
    public Representation? Find(string path, IQueryCollection query, Caller caller) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [] => _entry.Entry(caller),
            ["genres"] => _entry.Genres(caller),
            ["statistics"] => _entry.Statistics(caller),
            ["books"] => _books.List(caller, query),
            ["books", var number] => _books.Find(caller, number),
            ["authors", var slug] => _books.Author(caller, slug),
            ["branches"] when rights.ListBranches(caller) => _branches.List(caller),
            ["branches", var slug] => _branches.Find(caller, slug),
            ["readers"] => _readers.List(caller, query),
            ["readers", var id] => _readers.Find(caller, id),
            ["loans"] => _loans.List(caller),
            ["loans", var number] => _loans.Find(caller, number),
            _ => null,
        };

    /// <summary>Returns what is no HAL document: terms, maps and covers.</summary>
    public (string MediaType, string Text)? Page(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["terms"] => ("text/html", "<p>Bring books back."),
        ["branches", _, "map"] => ("text/html", "<p>Take the tram."),
        ["covers", _] => ("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        _ => null,
    };

    public Dictionary<string, string> Redirects(Caller caller)
    {
        var redirects = new Dictionary<string, string> { ["/archive"] = "/genres" };
        if (caller.Reader is { } reader)
            redirects["/me"] = $"/readers/{reader.Id}";
        return redirects;
    }
}
