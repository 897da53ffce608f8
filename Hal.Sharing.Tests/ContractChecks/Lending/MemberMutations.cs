using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Differences;
using static Hal.Sharing.Tests.ContractChecks.Lending.Mutation;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Mutations of members and their types.</summary>
internal static class MemberMutations
{
    public static IEnumerable<Mutation> All { get; } =
    [
        Of("book", "member dropped", d => d.Body.Remove("isbn")).Finds(Rule.MemberGone, "book"),
        Of("book", "member renamed", d => Rename(d.Body, "pages", "pageCount")).Finds(Rule.MemberGone, "book").Also(Rule.Added, "book"),
        Of("book", "member with another case", d => Rename(d.Body, "isAvailable", "isavailable"))
            .Finds(Rule.MemberGone, "book").Also(Rule.Added, "book"),
        Of("branch", "nested member dropped", d => d.Body["address"]!["location"]!.AsObject().Remove("latitude"))
            .Finds(Rule.MemberGone, "lib-branch"),
        Of("book", "member of items dropped", d => Each(d, "contributors", item => item.Remove("role"))).Finds(Rule.MemberGone, "book"),
        Of("book", "member of one item dropped", d => d.Body["contributors"]![1]!.AsObject().Remove("role")).Finds(Rule.MemberGone, "book"),
        Of("book", "member dropped in one document", d => DropIf(d, "published", d.Id == "3")).Finds(Rule.MemberGone, "book"),
        Of("book", "optional member dropped", d => d.Body.Remove("subtitle")).Finds(Rule.MemberGone, "book"),
        Of("book", "member dropped for one user", d => DropIf(d, "shelf", d.Caller.IsReader)).Finds(Rule.RightsLost, "book", Caller.Ann),
        Of("entry", "member dropped for all but one user", d => DropIf(d, "languages", !d.Caller.IsLibrarian))
            .Finds(Rule.RightsLost, "entry", Caller.Ann, Caller.Guest),

        Of("book", "number to string", d => d.Body["pages"] = $"{d.Body["pages"]}").Finds(Rule.TypeChanged, "book"),
        Of("book", "string to number", d => d.Body["isbn"] = 978).Finds(Rule.TypeChanged, "book"),
        Of("book", "boolean to string", d => d.Body["isAvailable"] = "yes").Finds(Rule.TypeChanged, "book"),
        Of("statistics", "boolean to number", d => d.Body["isComplete"] = 0).Finds(Rule.TypeChanged, "lib-statistics"),
        Of("book", "object member to array", d => d.Body["shelf"] = new JsonArray("A", 3))
            .Finds(Rule.TypeChanged, "book").Also(Rule.MemberGone, "book"),
        Of("book", "array member to object", d => d.Body["contributors"] = d.Body["contributors"]![0]!.DeepClone())
            .Finds(Rule.TypeChanged, "book").Also(Rule.Added, "book"),
        Of("entry", "items to objects", d => d.Body["languages"] = JsonNode.Parse("""[{ "code": "en" }]"""))
            .Finds(Rule.TypeChanged, "entry").Also(Rule.Added, "entry"),
        Of("entry", "one item is null", d => d.Body["languages"]![1] = null).Finds(Rule.TypeChanged, "entry"),
        Of("statistics", "numbers in arrays of arrays to strings", d => d.Body["visits"]![1]![0] = "95")
            .Finds(Rule.TypeChanged, "lib-statistics"),
        Of("statistics", "values of a map to strings", d => Values(d, "loansByYear", value => $"{value}"))
            .Finds(Rule.TypeChanged, "lib-statistics"),
        Of("reader", "member of a document with a generated ID", d => d.Body["fines"] = "1.50")
            .Finds(Rule.TypeChanged, "reader", Caller.Ann, Caller.Librarian),
        Of("book", "type in one document", d => d.Body["pages"] = d.Id == "4" ? "120" : d.Body["pages"]!.DeepClone())
            .Finds(Rule.TypeChanged, "book"),

        Of("loan", "time to Unix seconds", d => d.Body["dueAt"] = 1_772_355_600)
            .Finds(Rule.TypeChanged, "lib-loan", Caller.Ann, Caller.Librarian),
        Of("loan", "time to other text", d => d.Body["dueAt"] = "March 1, 2026")
            .Finds(Rule.TypeChanged, "lib-loan", Caller.Ann, Caller.Librarian),
        Of("book", "time without an offset", d => d.Body["acquiredAt"] = "2026-03-01T09:00:00").Finds(Rule.TypeChanged, "book"),
        Of("book", "time to date", d => d.Body["acquiredAt"] = "2026-03-01").Finds(Rule.TypeChanged, "book"),
        Of("book", "date to time", d => d.Body["published"] = "1871-12-01T00:00:00Z").Finds(Rule.TypeChanged, "book"),
        Of("book", "time with a fraction and another offset", d => d.Body["acquiredAt"] = "2026-03-01T10:00:00.123+01:00"),

        Of("book", "null instead of absent", d => d.Body.TryAdd("subtitle", null)).Finds(Rule.TypeChanged, "book"),
        Of("branch", "absent instead of null", d => DropIf(d, "phone", d.Body["phone"] is null)).Finds(Rule.MemberGone, "lib-branch"),
        Of("book", "null instead of an empty array", NullIfEmpty)
            .Finds(Rule.TypeChanged, "book"),
        Of("branch", "null instead of an object", d => d.Body["address"] = null)
            .Finds(Rule.TypeChanged, "lib-branch").Also(Rule.MemberGone, "lib-branch"),
        Of("book", "null in one document", d => d.Body["isAvailable"] = d.Id == "2" ? null : d.Body["isAvailable"]!.DeepClone())
            .Finds(Rule.TypeChanged, "book"),
        Of("entry", "text where only null was", d => d.Body["notice"] = "Closed on Sunday").Finds(Rule.TypeChanged, "entry"),

        Of("book", "member added", d => d.Body["weight"] = 300).Finds(Rule.Added, "book"),
        Of("branch", "nested member added", d => d.Body["address"]!["zip"] = "01101").Finds(Rule.Added, "lib-branch"),
        Of("entry", "another item", d => d.Body["languages"]!.AsArray().Add("fr")),
        Of("book", "members in another order", d => Reorder(d, "title")),
    ];

    private static void Each(Representation document, string array, Action<JsonObject> change)
    {
        foreach (var item in document.Body[array]!.AsArray())
            change(item!.AsObject());
    }

    private static void Values(Representation document, string map, Func<JsonNode, JsonNode> change)
    {
        var members = document.Body[map]!.AsObject();
        foreach (var name in members.Select(member => member.Key).ToList())
            members[name] = change(members[name]!);
    }

    private static void NullIfEmpty(Representation document)
    {
        if (document.Body["tags"] is JsonArray { Count: 0 })
            document.Body["tags"] = null;
    }

    private static void DropIf(Representation document, string member, bool condition)
    {
        if (condition)
            document.Body.Remove(member);
    }

    private static void Reorder(Representation document, string member)
    {
        document.Body.Remove(member, out var value);
        document.Body[member] = value;
    }
}
