using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Differences;
using static Hal.Sharing.Tests.ContractChecks.Lending.Mutation;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Mutations of relations and of templated links.</summary>
internal static class LinkMutations
{
    public static IEnumerable<Mutation> All { get; } =
    [
        Of("entry", "relation dropped", d => d.Links.Remove("lib:statistics"))
            .Finds(Rule.RelationGone, "entry").Also(Rule.KindGone, "lib-statistics"),
        Of("book", "relation renamed", d => Rename(d.Links, "lib:branch", "lib:location"))
            .Finds(Rule.RelationGone, "book").Also(Rule.Added, "book").Also(Rule.Added, "lib-location"),
        Of("entry", "relation that is an address renamed",
            d => Rename(d.Links, "https://rels.lending.example/readers", "https://rels.lending.example/patrons"))
            .Finds(Rule.RelationGone, "entry", Caller.Librarian).Also(Rule.Added, "entry", Caller.Librarian),
        Of("book", "self dropped", d => d.Links.Remove("self")).Finds(Rule.RelationGone, "book"),
        Of("book", "link to another server dropped", d => d.Links.Remove("alternate")).Finds(Rule.RelationGone, "book"),
        Of("book", "curie renamed", RenameCurie)
            .Finds(Rule.RelationGone, "book").Also(Rule.KindGone, "lib-author")
            .Also(Rule.Added, "book").Also(Rule.Added, "library-branch").Also(Rule.Added, "library-author"),
        Of("entry", "curie leads elsewhere", d => d.Links["curies"]![0]!["href"] = "https://new.lending.example/{rel}")
            .Finds(Rule.RelationTarget, "entry"),

        Of("entry", "link object to array", d => d.Links["lib:genres"] = new JsonArray(d.Links["lib:genres"]!.DeepClone()))
            .Finds(Rule.RelationShape, "entry"),
        Of("book", "link array to object", Single).Finds(Rule.RelationShape, "book"),
        Of("entry", "null instead of a link", d => d.Links["lib:terms"] = null).Finds(Rule.RelationShape, "entry"),
        Of("entry", "text instead of a link", d => d.Links["lib:terms"] = "/terms").Finds(Rule.RelationShape, "entry"),
        Of("book", "link array to object in one document", d => SingleIf(d, d.Id == "5")).Finds(Rule.RelationShape, "book"),

        Of("entry", "variable dropped", d => d.Link("lib:books", "/books{?page}")).Finds(Rule.VariableGone, "entry"),
        Of("entry", "variable renamed", d => d.Link("search", "/books{?query}"))
            .Finds(Rule.VariableGone, "entry").Also(Rule.Added, "entry"),
        Of("entry", "variable of the query moved to the path", d => d.Link("lib:books", "/books/genre/{genre}{?page}"))
            .Finds(Rule.VariableRequired, "entry"),
        Of("entry", "another variable in the path", d => d.Link("lib:book-by-isbn", "/isbn/{isbn}/{edition}"))
            .Finds(Rule.VariableRequired, "entry"),
        Of("entry", "template to link", d => d.Link("search", "/books")).Finds(Rule.VariableGone, "entry"),
        Of("entry", "template no longer says that it is one", d => d.Links["search"]!.AsObject().Remove("templated"))
            .Finds(Rule.VariableGone, "entry").Also(Rule.RelationBroken, "entry"),
        Of("entry", "variable added", d => d.Link("search", "/books{?q,author}")).Finds(Rule.Added, "entry"),

        Of("entry", "link deprecated", d => d.Links["lib:archive"]!["deprecation"] = "https://news.lending.example/")
            .Finds(Rule.Deprecated, "entry"),
        Of("entry", "link added", d => d.Link("lib:events", "/genres")).Finds(Rule.Added, "entry").Also(Rule.Added, "lib-events"),
        Of("entry", "addresses are absolute", d => d.Links["lib:genres"]!["href"] = $"{d.Origin}/genres"),
        Of("entry", "link gets a title", d => d.Links["lib:genres"]!["title"] = "Genres"),
    ];

    private static void RenameCurie(Representation document)
    {
        document.Links["curies"]![0]!["name"] = "library";
        var names = document.Links.Select(link => link.Key);
        foreach (var relation in names.Where(name => name.StartsWith("lib:", StringComparison.Ordinal)).ToList())
            Rename(document.Links, relation, $"library:{relation[4..]}");
    }

    private static void Single(Representation document) => SingleIf(document, true);

    /// <summary>Makes the array of authors an object, as serializers do that unwrap arrays. An empty one stays.</summary>
    private static void SingleIf(Representation document, bool condition)
    {
        if (condition && document.Links["lib:author"]!.AsArray() is [{ } first, ..])
            document.Links["lib:author"] = first.DeepClone();
    }
}
