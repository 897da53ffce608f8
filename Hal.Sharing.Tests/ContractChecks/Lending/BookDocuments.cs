using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Books and their authors. Lists have numbered pages.</summary>
internal sealed class BookDocuments(Holdings holdings, Rights rights)
{
    private const int PageSize = 4;

    private const string Fields = """
        { "name": "title", "required": true, "minLength": 1, "maxLength": 200 }
        { "name": "isbn", "required": true, "regex": "^978-[0-9]{9}$" }
        { "name": "pages", "type": "number", "min": 1, "max": 5000, "step": 1 }
        { "name": "genre", "options": { "inline": ["novel", "poetry", "drama"], "maxItems": 3 } }
        { "name": "branch", "options": { "link": { "href": "/branches" } } }
        { "name": "shelfmark", "maxLength": 20 }
        """;

    private const string HoldFields = """
        { "name": "pickup", "required": true, "options": { "inline": [{ "prompt": "Harbor", "value": "harbor" }, { "value": "town" }] } }
        { "name": "until", "type": "date" }
        { "name": "note", "maxLength": 100 }
        """;

    public Representation List(Caller caller, IQueryCollection query)
    {
        var genre = query["genre"].ToString();
        var books = holdings.Books.Where(book => genre.Length == 0 || book.Genre == genre).ToList();
        var (page, last) = (int.TryParse(query["page"], out var number) ? number : 1, ((books.Count - 1) / PageSize) + 1);
        string Href(int other) => genre.Length == 0 ? $"/books?page={other}" : $"/books?genre={genre}&page={other}";
        return Representation.Of("books", $"{page}", caller, Href(page), $$"""{ "total": {{books.Count}}, "page": {{page}} }""")
            .Link("profile", "https://profiles.lending.example/v2/books")
            .Link("first", Href(1)).Link("prev", Href(page - 1), page > 1)
            .Link("next", Href(page + 1), page < last).Link("last", Href(last))
            .Embed("lib:book", new JsonArray([.. books.Skip((page - 1) * PageSize).Take(PageSize).Select(book => Item(caller, book))]))
            .Offer(rights.AddBook(caller), "POST", "lib:add", "add", Lines(Fields));
    }

    public Representation? Find(Caller caller, string number) =>
        holdings.Books.FirstOrDefault(book => $"{book.Number}" == number) is { } book ? Full(caller, book) : null;

    public Representation? Author(Caller caller, string slug)
    {
        var books = holdings.Books.Where(book => book.Authors.Contains(slug)).ToList();
        return books.Count == 0 ? null : Representation.Of("author", slug, caller, $"/authors/{slug}", $$"""
            { "slug": "{{slug}}", "born": 18{{slug.Length}}, "isAlive": false }
            """).Embed("lib:book", new JsonArray([.. books.Take(3).Select(book => Item(caller, book))]));
    }

    /// <summary>Returns what lists show of a book.</summary>
    public JsonObject Item(Caller caller, Book book)
    {
        var links = new JsonObject { ["self"] = Representation.LinkTo($"/books/{book.Number}") };
        if (rights.EditBook(caller, book))
            links["lib:edit"] = links["self"]!.DeepClone();
        return new JsonObject
        {
            ["_links"] = links, ["number"] = book.Number, ["title"] = book.Title, ["isAvailable"] = !book.IsLent,
        };
    }

    private Representation Full(Caller caller, Book book)
    {
        var document = Representation.Of("book", $"{book.Number}", caller, $"/books/{book.Number}", $$"""
            {
              "number": {{book.Number}}, "isbn": "{{book.Isbn}}", "title": "{{book.Title}}", "pages": {{book.Pages}},
              "isAvailable": {{(book.IsLent ? "false" : "true")}}, "published": "1871-12-01",
              "acquiredAt": "{{EntryDocuments.Text(holdings.Stock.Now.AddDays(-book.Number))}}",
              "rating": {{book.Rating?.ToString(CultureInfo.InvariantCulture) ?? "null"}},
              "shelf": { "room": "A", "row": {{book.Number % 7}} },
              "contributors": [{ "name": "Publisher's reader", "role": "editor" }, { "name": "Printer", "role": "printer" }],
              "tags": [{{(book.IsLent ? "\"popular\"" : "")}}]
            }
            """);
        if (book.Subtitle is { } subtitle)
            document.Body["subtitle"] = subtitle;
        return document
            .Link("profile", "urn:lending:profile:2:book")
            .Link("up", "/books").Link("lib:branch", $"/branches/{holdings.Branches[book.Number % 2].Slug}")
            .LinkAll("lib:author", book.Authors.Select(author => Representation.LinkTo($"/authors/{author}")))
            .Link("lib:similar", $"/books?genre={book.Genre}{{&page}}")
            .Link("lib:cover", $"/covers/{book.Number}")
            .Link("alternate", $"https://shop.lending.example/{book.Isbn}")
            .Embed("lib:publisher", JsonNode.Parse("""{ "name": "Penny Press", "city": "Boston" }""")!)
            .Offer(rights.HoldBook(caller, book), "POST", "https://rels.lending.example/hold", "hold", Lines(HoldFields))
            .Offer(rights.EditBook(caller, book), "PUT", "lib:edit", "default", Lines(Fields))
            .Offer(rights.RemoveBook(caller, book), "DELETE", "lib:remove", "remove");
    }

    private static string[] Lines(string fields) => fields.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
