using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Loans, of which readers see their own. They embed a book, which embeds its authors.</summary>
internal sealed class LoanDocuments(Holdings holdings, Rights rights, BookDocuments books)
{
    public Representation? List(Caller caller)
    {
        if (!rights.ListLoans(caller))
            return null;
        var loans = holdings.Loans.Where(loan => IsVisible(caller, loan)).ToList();
        return Representation.Of("loans", "", caller, "/loans", $$"""{ "total": {{loans.Count}} }""")
            .Embed("lib:loan", new JsonArray([.. loans.Select(loan => Item(caller, loan))]));
    }

    public Representation? Find(Caller caller, string number) =>
        holdings.Loans.FirstOrDefault(loan => $"{loan.Number}" == number) is { } loan && IsVisible(caller, loan)
            ? Full(caller, loan)
            : null;

    private static bool IsVisible(Caller caller, Loan loan) => caller.IsLibrarian || loan.Reader == caller.Reader;

    private JsonObject Item(Caller caller, Loan loan)
    {
        var links = new JsonObject { ["self"] = Representation.LinkTo($"/loans/{loan.Number}") };
        if (rights.Renew(caller, loan))
            links["lib:renew"] = links["self"]!.DeepClone();
        return new JsonObject
        {
            ["_links"] = links, ["_embedded"] = new JsonObject { ["lib:book"] = BookWithAuthors(caller, loan.Book) },
            ["number"] = loan.Number, ["dueAt"] = EntryDocuments.Text(loan.DueAt),
        };
    }

    private Representation Full(Caller caller, Loan loan) =>
        Representation.Of("loan", $"{loan.Number}", caller, $"/loans/{loan.Number}", $$"""
        {
          "number": {{loan.Number}}, "dueAt": "{{EntryDocuments.Text(loan.DueAt)}}",
          "isOverdue": {{(loan.IsOverdue ? "true" : "false")}}, "renewals": 0
        }
        """)
        .Link("up", "/loans").Link("lib:book", $"/books/{loan.Book.Number}")
        .Link("lib:reader", $"/readers/{loan.Reader.Id}", caller.IsLibrarian)
        .Embed("lib:book", BookWithAuthors(caller, loan.Book))
        .Offer(rights.Renew(caller, loan), "POST", "lib:renew", "renew", """{ "name": "days", "type": "number", "min": 1, "max": 28 }""")
        .Offer(rights.Return(caller, loan), "DELETE", "lib:return", "return")
        .Offer(rights.Waive(caller, loan), "PATCH", "lib:waive", "waive", """{ "name": "reason", "type": "textarea" }""");

    private JsonObject BookWithAuthors(Caller caller, Book book)
    {
        var item = books.Item(caller, book);
        item["_embedded"] = new JsonObject
        {
            ["lib:author"] = new JsonArray([.. book.Authors.Select(author => JsonNode.Parse($$"""{ "slug": "{{author}}", "rank": 1 }"""))]),
        };
        return item;
    }
}
