using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Tests.ContractChecks.Library;

/// <summary>Mutations of members and their types.</summary>
internal static class MemberMutations
{
    public static IEnumerable<Mutation> All { get; } =
    [
        Of("member dropped", r => r.Document.Remove("pages"), Rule.MemberGone, "member pages"),
        Of("member renamed", r => Mutation.Rename(r.Document, "isLent", "lent"), Rule.MemberGone, "member isLent"),
        Of("member dropped from some documents", r => DropIf(r, r.Id.EndsWith('1'), "language"), Rule.MemberGone, "member language"),
        Of("optional member dropped", r => r.Document.Remove("subtitle"), Rule.MemberGone, "member subtitle"),
        Of("nested member dropped", r => r.Document["shelf"]!.AsObject().Remove("row"), Rule.MemberGone, "member shelf.row"),
        Of("member of items dropped", r => Authors(r, author => author.Remove("name")), Rule.MemberGone, "member authors[].name"),
        Of("number to string", r => r.Document["pages"] = "many", Rule.TypeChanged, "member pages"),
        Of("string to number", r => r.Document["title"] = 7, Rule.TypeChanged, "member title"),
        Of("boolean to string", r => r.Document["isLent"] = "yes", Rule.TypeChanged, "member isLent"),
        Of("object to array of members", r => r.Document["shelf"] = new JsonArray("A", 1), Rule.TypeChanged, "member shelf") with
        {
            Also = [Rule.MemberGone],
        },
        Of("items from strings to objects", r => r.Document["tags"] = new JsonArray(new JsonObject { ["name"] = "new" }), Rule.TypeChanged,
            "member tags[]"),
        Of("time to Unix seconds", r => r.Document["addedAt"] = 1_772_355_600, Rule.TypeChanged, "member addedAt"),
        Of("time to other text", r => r.Document["addedAt"] = "1 March 2026, 9:00", Rule.TypeChanged, "member addedAt"),
        Of("date to time", r => r.Document["published"] = "2020-05-17T00:00:00Z", Rule.TypeChanged, "member published"),
        Of("null instead of absent", r => r.Document.TryAdd("subtitle", null), Rule.TypeChanged, "member subtitle"),
        Of("null instead of an empty array", r => r.Document["tags"] = null, Rule.TypeChanged, "member tags"),
        Of("absent instead of null", r => DropNull(r, "phone"), Rule.MemberGone, "member phone") with { Kind = "branch", Seen = "branch" },
        Of("member added", r => r.Document["weight"] = 300, Rule.Added, "member weight"),
    ];

    private static Mutation Of(string name, Action<LibraryResponse> change, Rule rule, string subject) =>
        new(name, "book", change, rule, subject);

    private static void Authors(LibraryResponse response, Action<JsonObject> change)
    {
        foreach (var author in response.Document["authors"]!.AsArray())
            change(author!.AsObject());
    }

    private static void DropIf(LibraryResponse response, bool condition, string member)
    {
        if (condition)
            response.Document.Remove(member);
    }

    private static void DropNull(LibraryResponse response, string member) => DropIf(response, response.Document[member] is null, member);
}
