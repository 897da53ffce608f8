using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Tests.ContractChecks.Library;

/// <summary>Mutations of rights: of what some users may do, or with some documents; and of methods and media types.</summary>
internal static class RightMutations
{
    public static IEnumerable<Mutation> All { get; } =
    [
        new("right lost in one document", "book", r => Lose(r, r.Id == "book-003", "PUT", "lib:edit", "edit"), Rule.RightsLost,
            "relation lib:edit") { Users = ["librarian"] },
        new("right lost by one user", "loan", r => Lose(r, r.User == "ann", "PUT", "lib:renew", "renew"), Rule.RightsLost, "form renew")
        {
            Seen = "lib-loan", Users = ["ann"],
        },
        new("right gained by one user", "book", r => Gain(r, r.User == "ann", "DELETE", "lib:remove", "remove"), Rule.RightsGained,
            "form remove") { Users = ["ann"] },
        new("right gained without a token", "book", r => Gain(r, r.User == "guest", "POST", "lib:reserve", "reserve"), Rule.RightsGained,
            "relation lib:reserve") { Users = ["guest"] },
        new("right gained in one document", "loan", r => Gain(r, r.Id == "2", "PUT", "lib:renew", "renew"), Rule.RightsGained, "method PUT")
        {
            Seen = "lib-loan", Users = ["ann", "librarian"],
        },
        new("member shown to another user", "entry", r => Show(r, r.User == "guest"), Rule.Added, "member visits") { Users = ["guest"] },
        new("method dropped", "book", r => r.Methods.Remove("DELETE"), Rule.MethodGone, "method DELETE") { Users = ["librarian"] },
        new("method added", "entry", r => r.Methods.Add("PATCH"), Rule.Added, "method PATCH"),
        new("media type dropped", "book", r => r.MediaTypes.Remove("application/json"), Rule.MediaTypeGone, "media type application/json"),
        new("media type of forms dropped", "books", r => r.MediaTypes.Remove("application/prs.hal-forms+json"), Rule.MediaTypeGone,
            "media type application/prs.hal-forms+json") { Also = [Rule.FormGone] },
    ];

    private static void Lose(LibraryResponse response, bool condition, string method, string relation, string form)
    {
        if (!condition)
            return;
        response.Methods.Remove(method);
        response.Links.Remove(relation);
        response.Forms.Remove(form);
    }

    private static void Gain(LibraryResponse response, bool condition, string method, string relation, string form)
    {
        if (condition && !response.Forms.ContainsKey(form))
            response.Action(method, relation, form, "");
    }

    private static void Show(LibraryResponse response, bool condition)
    {
        if (condition)
            response.Document["visits"] = 5;
    }
}
