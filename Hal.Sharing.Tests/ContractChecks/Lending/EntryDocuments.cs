using System.Globalization;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>The entry point, and what it links to that there is once: genres and statistics.</summary>
internal sealed class EntryDocuments(Holdings holdings, Rights rights)
{
    public Representation Entry(Caller caller) => Representation.Of("entry", "", caller, "/", $$"""
        { "name": "Lending library", "notice": null, "languages": ["en", "de"], "time": "{{Text(holdings.Stock.Now)}}" }
        """)
        .Link("lib:books", "/books{?page,genre}")
        .Link("search", "/books{?q}")
        .Link("lib:book-by-isbn", "/isbn/{isbn}")
        .Link("lib:branches", "/branches", rights.ListBranches(caller))
        .Link("lib:genres", "/genres")
        .Link("lib:statistics", "/statistics")
        .Link("lib:me", "/me", caller.IsReader)
        .Link("lib:loans", "/loans", rights.ListLoans(caller))
        .Link("https://rels.lending.example/readers", "/readers{?after}", rights.ListReaders(caller))
        .Link("lib:archive", "/archive")
        .Link("lib:terms", "/terms")
        .Link("lib:newsletter", "/newsletter")
        .Link("help", "https://help.lending.example/")
        .Offer(
            rights.SignUp(caller), "POST", "lib:sign-up", "sign-up",
            """{ "name": "name", "required": true, "minLength": 1, "maxLength": 80 }""",
            """{ "name": "email", "type": "email", "required": true }""",
            """{ "name": "language", "options": { "inline": ["en", "de"] } }""");

    public Representation Genres(Caller caller) => Representation.Of("genres", "", caller, "/genres", """{ "total": 2 }""")
        .LinkAll("lib:genre", [Genre("novel"), Genre("poetry")]);

    public Representation Statistics(Caller caller) => Representation.Of("statistics", "", caller, "/statistics", $$"""
        {
          "loansByYear": { "{{holdings.Stock.Now.Year - 1}}": 380, "{{holdings.Stock.Now.Year}}": {{holdings.Loans.Count}} },
          "visits": [[120, 80], [95, 40]],
          "busiest": { "day": "Monday", "share": 0.25, "hours": { "from": 10, "to": 12 } },
          "isComplete": false,
          "updatedAt": "{{Text(holdings.Stock.Now.AddHours(-1))}}"
        }
        """);

    internal static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);

    private static System.Text.Json.Nodes.JsonObject Genre(string genre)
    {
        var link = Representation.LinkTo($"/books?genre={genre}");
        link["name"] = genre;
        return link;
    }
}
