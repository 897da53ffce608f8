using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Differences;
using static Hal.Sharing.Tests.ContractChecks.Lending.Mutation;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Mutations of where links lead: errors, other kinds, pages, redirects, profiles; and of what is embedded.</summary>
internal static class TargetMutations
{
    private const string Reader = "https://rels.lending.example/reader";

    public static IEnumerable<Mutation> All { get; } =
    [
        Of("statistics", "link leads to an internal error", d => d.Status = 500)
            .Finds(Rule.RelationBroken, "entry").Also(Rule.KindGone, "lib-statistics"),
        Of("branch", "one of several targets is an error", d => d.Status = d.Id == "old-town" ? 500 : 200)
            .Finds(Rule.RelationBroken, "book"),
        Of("author", "kind gone", d => d.Status = 404).Finds(Rule.KindGone, "lib-author").Finds(Rule.RelationBroken, "book"),
        Of("loan", "link leads to another kind", d => d.Link("lib:book", "/books"))
            .Finds(Rule.RelationTarget, "lib-loan", Caller.Ann, Caller.Librarian),
        Of("entry", "link leads to another document without a profile", d => d.Link("lib:genres", "/branches"))
            .Finds(Rule.RelationGone, "lib-genres").Finds(Rule.MemberGone, "lib-genres").Also(Rule.Added, "lib-genres"),
        Of("entry", "link leads to another server", d => d.Link("lib:terms", "https://terms.lending.example/"))
            .Finds(Rule.RelationTarget, "entry"),
        Of("entry", "link leads to a page instead of a document", d => d.Link("lib:statistics", "/terms"))
            .Finds(Rule.RelationTarget, "entry").Also(Rule.KindGone, "lib-statistics"),
        OfRedirect("redirect leads nowhere", "/archive", "/nowhere").Finds(Rule.RelationBroken, "entry").Also(Rule.KindGone, "lib-archive"),
        OfRedirect("redirect leads to another kind", "/me", "/branches/harbor").Finds(Rule.RelationTarget, "entry", Caller.Ann)
            .Also(Rule.RightsLost, "reader", Caller.Ann).Also(Rule.Added, "lib-me", Caller.Ann),

        Of("books", "next page dropped", d => d.Links.Remove("next")).Finds(Rule.RelationGone, "books"),
        Of("books", "next page is an error", d => d.Status = d.Id == "2" ? 500 : 200)
            .Finds(Rule.RelationBroken, "books").Also(Rule.RelationGone, "books").Also(Rule.NewDocuments, "books"),
        Of("books", "previous page dropped", d => d.Links.Remove("prev")).Finds(Rule.RelationGone, "books"),
        Of("readers", "next page by cursor dropped", d => d.Links.Remove("next")).Finds(Rule.RelationGone, "readers", Caller.Librarian),

        Of("book", "profile of a new version", d => d.Link("profile", "urn:lending:profile:3:book")).Finds(Rule.ProfileChanged, "book"),
        Of("books", "profile renamed", d => d.Link("profile", "https://profiles.lending.example/v2/catalog"))
            .Finds(Rule.KindGone, "books").Also(Rule.Added, "catalog")
            .Also(Rule.RelationTarget, "entry").Also(Rule.RelationTarget, "book")
            .Also(Rule.RelationTarget, "lib-genres").Also(Rule.RelationTarget, "lib-archive"),
        Of("books", "profile dropped", d => d.Links.Remove("profile"))
            .Finds(Rule.KindGone, "books").Also(Rule.Added, "lib-books").Also(Rule.Added, "search").Also(Rule.Added, "entry.search")
            .Also(Rule.Added, "lib-genre").Also(Rule.Added, "lib-similar").Also(Rule.RelationTarget, "entry")
            .Also(Rule.RelationTarget, "book")
            .Also(Rule.RelationTarget, "lib-genres").Also(Rule.RelationTarget, "lib-archive"),

        Of("books", "embedded array to object", d => d.Embed("lib:book", d.Embedded["lib:book"]![0]!.DeepClone()))
            .Finds(Rule.EmbeddedShape, "books"),
        Of("book", "embedded object to array", d => d.Embed("lib:publisher", new JsonArray(d.Embedded["lib:publisher"]!.DeepClone())))
            .Finds(Rule.EmbeddedShape, "book"),
        Of("loans", "embedded array to null", d => d.Embedded["lib:loan"] = null)
            .Finds(Rule.EmbeddedShape, "lib-loans", Caller.Ann, Caller.Librarian)
            .Also(Rule.KindGone, "lib-loan", Caller.Ann, Caller.Librarian),
        Of("book", "embedded dropped", d => d.Embedded.Remove("lib:publisher")).Finds(Rule.EmbeddedGone, "book"),
        Of("branches", "embedded to links", MoveToLinks).Finds(Rule.EmbeddedGone, "lib-branches").Also(Rule.Added, "lib-branches"),
        Of("books", "link of embedded documents dropped", d => Items(d, "lib:book", item => item["_links"]!.AsObject().Remove("lib:edit")))
            .Finds(Rule.RelationGone, "books/lib:book", Caller.Librarian),
        Of("readers", "self of embedded documents dropped", d => Items(d, Reader, item => item["_links"]!.AsObject().Remove("self")))
            .Finds(Rule.RelationGone, $"readers/{Reader}", Caller.Librarian)
            .Also(Rule.RelationGone, "reader", Caller.Librarian).Also(Rule.FormGone, "reader", Caller.Librarian),
        Of("books", "member of embedded documents dropped", d => Items(d, "lib:book", item => item.Remove("title")))
            .Finds(Rule.MemberGone, "books/lib:book"),
        Of("books", "member of embedded documents dropped on later pages",
            d => Items(d, "lib:book", item => DropIf(item, "title", d.Id != "1"))).Finds(Rule.MemberGone, "books/lib:book"),
        Of("books", "type of a member of embedded documents", d => Items(d, "lib:book", item => item["number"] = $"{item["number"]}"))
            .Finds(Rule.TypeChanged, "books/lib:book"),
        Of("loan", "member of twice embedded documents dropped",
            d => Items(d.Embedded["lib:book"]!, "lib:author", item => item.Remove("rank")))
            .Finds(Rule.MemberGone, "lib-loan/lib:book/lib:author", Caller.Ann, Caller.Librarian),
        Of("books", "member of embedded documents added", d => Items(d, "lib:book", item => item["subtitle"] = "New"))
            .Finds(Rule.Added, "books/lib:book"),
    ];

    private static void MoveToLinks(Representation document)
    {
        var items = document.Embedded["lib:branch"]!.AsArray();
        document.LinkAll("lib:branch", items.Select(item => item!["_links"]!["self"]!.DeepClone().AsObject()));
        document.Body.Remove("_embedded");
    }

    private static void Items(Representation document, string relation, Action<JsonObject> change) =>
        Items(document.Body, relation, change);

    private static void Items(JsonNode document, string relation, Action<JsonObject> change)
    {
        foreach (var item in document["_embedded"]![relation]!.AsArray())
            change(item!.AsObject());
    }

    private static void DropIf(JsonObject item, string member, bool condition)
    {
        if (condition)
            item.Remove(member);
    }
}
