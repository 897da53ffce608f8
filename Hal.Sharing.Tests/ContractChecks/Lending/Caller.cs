namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>The user of a request: a librarian, a reader, or a guest without a token.</summary>
/// <param name="Name">As the tests call this user.</param>
/// <param name="Reader">Null for a librarian and for guests.</param>
public sealed record Caller(string Name, Reader? Reader)
{
    public const string Librarian = "librarian";
    public const string Ann = "ann";
    public const string Guest = "guest";

    public bool IsLibrarian => Name == Librarian;

    public bool IsReader => Reader is not null;

    public bool IsGuest => Name == Guest;

    /// <summary>Returns the user of a token, or null if there is none with it.</summary>
    public static Caller? Of(string? authorization, Holdings holdings) => authorization switch
    {
        null => new Caller(Guest, null),
        "Bearer librarian-token" => new Caller(Librarian, null),
        "Bearer ann-token" => new Caller(Ann, holdings.Ann),
        _ => null,
    };
}
