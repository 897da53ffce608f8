using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Hal.Sharing.Tests.ContractChecks.Library;

/// <summary>The documents of the library, for a caller: the librarian, the reader Ann, or a guest.</summary>
public sealed class LibraryDocuments(LibraryData data, string user)
{
    private const int BooksOnPage = 5;
    private const int ReadersOnPage = 3;

    private const string Curies =
        """ "curies": [{"name": "lib", "href": "https://rels.example.org/{rel}", "templated": true}] """;

    private const string BookFields = """
        {"name": "title", "required": true, "maxLength": 200},
        {"name": "pages", "type": "number", "min": 1, "max": 5000},
        {"name": "isbn", "regex": "[0-9-]{10,17}"},
        {"name": "language", "options": {"inline": ["en", "de", {"prompt": "French", "value": "fr"}]}},
        {"name": "subtitle", "readOnly": false}
        """;

    private bool IsLibrarian => user == "librarian";

    private bool IsReader => user == "ann";

    /// <summary>Returns the response to GET, or null if there is nothing for this caller.</summary>
    public LibraryResponse? Find(string path, IQueryCollection query) => path.Trim('/').Split('/') switch
    {
        [""] => Entry(),
        ["books"] => Books(Page(query)),
        ["books", var id] when data.Books.FirstOrDefault(book => book.Id == id) is { } book => Book(book),
        ["branches", "main"] => Branch(),
        ["me"] when IsReader => Reader(data.Readers[0]),
        ["readers"] when IsLibrarian => Readers(query["cursor"]),
        ["readers", var id] when IsLibrarian && data.Readers.FirstOrDefault(reader => $"{reader.Id}" == id) is { } reader => Reader(reader),
        ["loans", var id] when VisibleLoans().FirstOrDefault(loan => $"{loan.Id}" == id) is { } loan => Loan(loan),
        _ => null,
    };

    private LibraryResponse Entry()
    {
        var entry = LibraryResponse.Of(user, "entry", "", $$"""
            {
              "_links": {
                "self": {"href": "/"}, {{Curies}},
                "lib:books": {"href": "/books{?title,page}", "templated": true},
                "lib:find-book": {"href": "/books/{id}", "templated": true},
                "https://rels.example.org/branch": {"href": "/branches/main"},
                "lib:old-books": {"href": "/catalog"},
                "lib:terms": {"href": "/terms"},
                "lib:closed": {"href": "/closed"},
                "help": {"href": "https://help.example.org/"}
              },
              "_templates": {},
              "name": "Town library", "openedAt": "{{Text(data.Now)}}"
            }
            """);
        if (IsReader)
            entry.Link("lib:me", "/me");
        if (IsLibrarian)
            entry.Link("lib:readers", "/readers");
        return entry;
    }

    private LibraryResponse Books(int page)
    {
        var items = data.Books.Skip((page - 1) * BooksOnPage).Take(BooksOnPage);
        var list = LibraryResponse.Of(user, "books", "", $$"""
            {
              "_links": {"self": {"href": "/books?page={{page}}"}, {{Curies}}, "profile": {"href": "urn:example:library:books"} },
              "_embedded": {"lib:book": [{{string.Join(',', items.Select(EmbeddedBook))}}]},
              "_templates": {},
              "total": {{data.Books.Count}}
            }
            """);
        if (page * BooksOnPage < data.Books.Count)
            list.Link("next", $"/books?page={page + 1}");
        if (page > 1)
            list.Link("prev", $"/books?page={page - 1}");
        return IsLibrarian ? list.Action("POST", "lib:add-book", "default", BookFields) : list;
    }

    private string EmbeddedBook(LibraryData.Book book)
    {
        var lend = IsLibrarian ? $$""", "lib:lend": {"href": "/books/{{book.Id}}/loans"} """ : "";
        return $$"""
            {
              "_links": {"self": {"href": "/books/{{book.Id}}"} {{lend}} },
              "id": "{{book.Id}}", "title": "{{book.Title}}"
            }
            """;
    }

    private LibraryResponse Book(LibraryData.Book book)
    {
        var isLent = data.Loans.Any(loan => loan.Book == book) ? "true" : "false";
        var document = LibraryResponse.Of(user, "book", book.Id, $$"""
            {
              "_links": {
                "self": {"href": "/books/{{book.Id}}"}, {{Curies}},
                "profile": {"href": "https://profiles.example.org/2/book"},
                "lib:branch": {"href": "/branches/main"},
                "lib:cover": [{"href": "https://images.example.org/{{book.Id}}/s"}, {"href": "https://images.example.org/{{book.Id}}/l"}],
                "lib:similar": {"href": "/books{?title,page}", "templated": true}
              },
              "_embedded": {"lib:publisher": {"_links": {"self": {"href": "/branches/main"} }, "name": "Publisher"} },
              "_templates": {},
              "id": "{{book.Id}}", "title": "{{book.Title}}", "pages": {{book.Pages}}, "language": "{{book.Language}}",
              "isLent": {{isLent}}, "published": "2020-05-17", "addedAt": "{{Text(data.Now)}}",
              "shelf": {"room": "A", "row": {{book.Pages}} },
              "authors": [{"name": "First Author", "born": 1950}, {"name": "Second Author"}], "tags": ["new"]
            }
            """);
        if (book.Subtitle is not null)
            document.Document["subtitle"] = book.Subtitle;
        if (IsReader)
            document.Action("POST", "lib:reserve", "reserve", """{"name": "note", "maxLength": 100}, {"name": "until", "type": "date"}""");
        return IsLibrarian ? document.Action("PUT", "lib:edit", "edit", BookFields).Action("DELETE", "lib:remove", "remove", "") : document;
    }

    private LibraryResponse Branch()
    {
        var loans = VisibleLoans().Select(loan => $$"""{"href": "/loans/{{loan.Id}}"}""");
        return LibraryResponse.Of(user, "branch", "main", $$"""
            {
              "_links": {
                "self": {"href": "/branches/main"}, {{Curies}},
                "lib:loan": [{{string.Join(',', loans)}}],
                "up": {"href": "/"}
              },
              "_templates": {},
              "name": "Main branch", "phone": null, "hours": {"monday": "9-17", "sunday": null}
            }
            """);
    }

    private IEnumerable<LibraryData.Loan> VisibleLoans() =>
        data.Loans.Where(loan => IsLibrarian || (IsReader && loan.Reader.Name == user));

    private LibraryResponse Loan(LibraryData.Loan loan)
    {
        var fine = loan.Fine?.ToString(CultureInfo.InvariantCulture) ?? "null";
        var document = LibraryResponse.Of(user, "loan", loan.Id.ToString(CultureInfo.InvariantCulture), $$"""
            {
              "_links": {
                "self": {"href": "/loans/{{loan.Id}}"}, {{Curies}}, "lib:book": {"href": "/books/{{loan.Book.Id}}"}
              },
              "_templates": {},
              "id": {{loan.Id}}, "dueAt": "{{Text(loan.DueAt)}}", "fine": {{fine}}, "reader": "{{loan.Reader.Id}}"
            }
            """);
        if (IsLibrarian)
            document.Link("lib:reader", $"/readers/{loan.Reader.Id}");
        return loan.DueAt > data.Now
            ? document.Action("PUT", "lib:renew", "renew", $$"""
                {"name": "days", "type": "number", "required": true, "max": {{Math.Max(7, 30 - loan.Id)}}}
                """)
            : document;
    }

    private LibraryResponse Readers(string? cursor)
    {
        var start = int.TryParse(cursor, out var number) ? number : 0;
        var items = data.Readers.Skip(start).Take(ReadersOnPage).Select(reader =>
            $$"""{"_links": {"self": {"href": "/readers/{{reader.Id}}"} }, "id": "{{reader.Id}}", "name": "{{reader.Name}}"}""");
        var list = LibraryResponse.Of(user, "readers", "", $$"""
            {
              "_links": {"self": {"href": "/readers"}, {{Curies}}},
              "_embedded": {"lib:reader": [{{string.Join(',', items)}}]},
              "_templates": {}
            }
            """);
        return start + ReadersOnPage < data.Readers.Count ? list.Link("next", $"/readers?cursor={start + ReadersOnPage}") : list;
    }

    private LibraryResponse Reader(LibraryData.Reader reader) => LibraryResponse.Of(user, "reader", reader.Name, $$"""
        {
          "_links": {
            "self": {"href": "/readers/{{reader.Id}}"}, {{Curies}}, "profile": {"href": "https://profiles.example.org/1/reader"}
          },
          "_templates": {},
          "id": "{{reader.Id}}", "name": "{{reader.Name}}", "since": "{{Text(data.Now.AddYears(-2))}}"
        }
        """).Action("PUT", "lib:edit", "edit", """{"name": "name", "required": true}""");

    private static int Page(IQueryCollection query) => int.TryParse(query["page"], out var page) && page > 0 ? page : 1;

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
