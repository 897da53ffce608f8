using Hal.Sharing.Api.ContractChecks.Differences;
using static Hal.Sharing.Tests.ContractChecks.Lending.Mutation;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Mutations of who may do what, of methods and of media types.</summary>
internal static class RightMutations
{
    private static readonly Rights Now = new();

    public static IEnumerable<Mutation> All { get; } =
    [
        OfRights("right lost in one document", Now with { RemoveBook = (caller, book) => Now.RemoveBook(caller, book) && book.Number != 3 })
            .Finds(Rule.RightsLost, "book", Caller.Librarian),
        OfRights("right lost by one user", Now with { Renew = (caller, loan) => caller.IsLibrarian && Now.Renew(caller, loan) })
            .Finds(Rule.RightsLost, "lib-loan", Caller.Ann).Finds(Rule.RightsLost, "lib-loans/lib:loan", Caller.Ann),
        OfRights("right lost by the only user", Now with { HoldBook = (_, _) => false })
            .Finds(Rule.RelationGone, "book", Caller.Ann).Finds(Rule.FormGone, "book", Caller.Ann)
            .Finds(Rule.MethodGone, "book", Caller.Ann),
        OfRights("list lost by one user", Now with { ListLoans = caller => caller.IsLibrarian })
            .Finds(Rule.RightsLost, "entry", Caller.Ann).Finds(Rule.RightsLost, "lib-loans", Caller.Ann)
            .Also(Rule.RightsLost, "lib-loan", Caller.Ann).Also(Rule.RelationBroken, "reader", Caller.Ann),
        OfRights("list lost by guests", Now with { ListBranches = caller => !caller.IsGuest })
            .Finds(Rule.RightsLost, "entry", Caller.Guest).Finds(Rule.RightsLost, "lib-branches", Caller.Guest),
        Of("branch", "documents refused to guests", d => d.Status = d.Caller.IsGuest ? 401 : 200)
            .Finds(Rule.RightsLost, "lib-branch", Caller.Guest).Finds(Rule.RelationBroken, "book", Caller.Guest),

        OfRights("right gained by one user", Now with { RemoveBook = (caller, book) => !caller.IsGuest && !book.IsLent })
            .Finds(Rule.RightsGained, "book", Caller.Ann),
        OfRights("right gained by guests", Now with { HoldBook = (caller, _) => !caller.IsLibrarian })
            .Finds(Rule.RightsGained, "book", Caller.Guest),
        OfRights("right gained in one document", Now with { Renew = (caller, loan) => Now.Renew(caller, loan) || loan.Number == 2 })
            .Finds(Rule.RightsGained, "lib-loan", Caller.Ann, Caller.Librarian)
            .Finds(Rule.RightsGained, "lib-loans/lib:loan", Caller.Ann, Caller.Librarian),
        Of("loan", "link present though it is forbidden", d => d.Link("lib:renew", $"/loans/{d.Id}", d.Id == "2" && d.Caller.IsReader))
            .Finds(Rule.RightsGained, "lib-loan", Caller.Ann),
        OfRights("list gained by one user", Now with { ListReaders = caller => !caller.IsGuest })
            .Finds(Rule.RightsGained, "entry", Caller.Ann).Finds(Rule.RightsGained, "readers", Caller.Ann),
        OfRights("action of embedded documents gained by one user", Now with { EditBook = (caller, _) => !caller.IsGuest })
            .Finds(Rule.RightsGained, "books/lib:book", Caller.Ann).Finds(Rule.RightsGained, "book", Caller.Ann)
            .Finds(Rule.RightsGained, "lib-author/lib:book", Caller.Ann)
            .Finds(Rule.RightsGained, "lib-loans/lib:loan/lib:book", Caller.Ann).Finds(Rule.RightsGained, "lib-loan/lib:book", Caller.Ann),

        Of("book", "method dropped", d => d.Allow.Remove("DELETE")).Finds(Rule.MethodGone, "book", Caller.Librarian),
        Of("book", "method dropped in one document", d => Remove(d, "DELETE", d.Id == "3"))
            .Finds(Rule.RightsLost, "book", Caller.Librarian),
        Of("loan", "method dropped for one user", d => Remove(d, "POST", d.Caller.IsReader)).Finds(Rule.RightsLost, "lib-loan", Caller.Ann),
        Of("books", "OPTIONS refused", d => d.HasOptions = false).Finds(Rule.MethodGone, "books"),
        Of("statistics", "method added", d => d.Allow.Add("PATCH")).Finds(Rule.Added, "lib-statistics"),
        Of("branch", "OPTIONS served", d => d.HasOptions = true).Finds(Rule.Added, "lib-branch"),

        Of("statistics", "media type JSON dropped", d => d.MediaTypes.Remove(Representation.Json))
            .Finds(Rule.MediaTypeGone, "lib-statistics"),
        Of("statistics", "media type HAL dropped", d => d.MediaTypes.Remove(Representation.Hal))
            .Finds(Rule.MediaTypeGone, "lib-statistics"),
        Of("reader", "media type of forms dropped", d => d.MediaTypes.Remove(Representation.HalForms))
            .Finds(Rule.MediaTypeGone, "reader", Caller.Ann, Caller.Librarian).Finds(Rule.FormGone, "reader", Caller.Ann, Caller.Librarian),
        Of("statistics", "media type dropped for guests",
            d => d.MediaTypes.RemoveAll(type => d.Caller.IsGuest && type == Representation.Json))
            .Finds(Rule.RightsLost, "lib-statistics", Caller.Guest),
    ];

    private static void Remove(Representation document, string method, bool condition)
    {
        if (condition)
            document.Allow.Remove(method);
    }
}
