using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Tests.ContractChecks.Library;

/// <summary>Mutations of links, of embedded documents and of profiles.</summary>
internal static class LinkMutations
{
    public static IEnumerable<Mutation> All { get; } =
    [
        new("relation dropped", "book", r => r.Links.Remove("lib:branch"), Rule.RelationGone, "relation lib:branch")
        {
            Also = [Rule.KindGone],
        },
        new("relation renamed", "book", r => Mutation.Rename(r.Links, "lib:similar", "lib:alike"), Rule.RelationGone,
            "relation lib:similar"),
        new("relation to another server dropped", "entry", r => r.Links.Remove("help"), Rule.RelationGone, "relation help"),
        new("next page dropped", "books", r => r.Links.Remove("next"), Rule.RelationGone, "relation next"),
        new("object to array", "entry", r => r.Links["lib:books"] = new JsonArray(r.Links["lib:books"]!.DeepClone()), Rule.RelationShape,
            "relation lib:books"),
        new("array to object", "book", r => r.Links["lib:cover"] = r.Links["lib:cover"]![0]!.DeepClone(), Rule.RelationShape,
            "relation lib:cover"),
        new("null instead of a link", "book", r => r.Links["lib:similar"] = null, Rule.RelationShape, "relation lib:similar")
        {
            Also = [Rule.VariableGone],
        },
        new("variable dropped", "entry", r => Href(r, "lib:books", "/books{?page}"), Rule.VariableGone,
            "variable title of relation lib:books"),
        new("variable renamed", "entry", r => Href(r, "lib:find-book", "/books/{isbn}"), Rule.VariableGone,
            "variable id of relation lib:find-book") { Also = [Rule.VariableRequired] },
        new("variable needs a value", "book", r => Href(r, "lib:similar", "/books/{title}{?page}"), Rule.VariableRequired,
            "variable title of relation lib:similar"),
        new("template to link", "entry", r => r.Link("lib:books", "/books"), Rule.VariableGone, "variable page of relation lib:books"),
        new("curie changed", "entry", r => r.Links["curies"]![0]!["href"] = "https://other.example.org/{rel}", Rule.RelationTarget,
            "curie lib"),
        new("link to an error", "branch", r => r.Status = 500, Rule.RelationBroken, "the target of relation lib:branch")
        {
            Seen = "book", Also = [Rule.KindGone],
        },
        new("link to another kind", "entry", r => r.Link("lib:old-books", "/branches/main"), Rule.RelationTarget,
            "the target of relation lib:old-books"),
        new("kind gone", "readers", r => r.Status = 404, Rule.KindGone, "no document")
        {
            Seen = "lib-readers", Users = ["librarian"], Also = [Rule.RelationBroken],
        },
        new("profile of a new version", "book", r => r.Link("profile", "https://profiles.example.org/3/book"), Rule.ProfileChanged,
            "the profile"),
        new("profile dropped", "reader", r => r.Links.Remove("profile"), Rule.KindGone, "no document")
        {
            Users = ["ann", "librarian"], Also = [Rule.RelationTarget],
        },
        new("relation deprecated", "entry", r => r.Links["lib:old-books"]!["deprecation"] = "https://news.example.org/", Rule.Deprecated,
            "relation lib:old-books"),
        new("relation added", "book", r => r.Link("lib:reviews", "/reviews"), Rule.Added, "relation lib:reviews"),
        new("link of embedded documents dropped", "books", r => Items(r, item => item["_links"]!.AsObject().Remove("lib:lend")),
            Rule.RelationGone, "relation lib:lend") { Seen = "books/lib:book", Users = ["librarian"] },
        new("member of embedded documents dropped", "books", r => Items(r, item => item.Remove("title")), Rule.MemberGone, "member title")
        {
            Seen = "books/lib:book",
        },
        new("embedded array to object", "books", r => r.Embedded["lib:book"] = r.Embedded["lib:book"]![0]!.DeepClone(), Rule.EmbeddedShape,
            "embedded lib:book"),
        new("embedded object to array", "book", r => r.Embedded["lib:publisher"] = new JsonArray(r.Embedded["lib:publisher"]!.DeepClone()),
            Rule.EmbeddedShape, "embedded lib:publisher"),
        new("embedded dropped", "book", r => r.Embedded.Remove("lib:publisher"), Rule.EmbeddedGone, "embedded lib:publisher")
        {
            Also = [Rule.KindGone],
        },
    ];

    private static void Href(LibraryResponse response, string relation, string href) => response.Links[relation]!["href"] = href;

    private static void Items(LibraryResponse response, Action<JsonObject> change)
    {
        foreach (var item in response.Embedded["lib:book"]!.AsArray())
            change(item!.AsObject());
    }
}
