namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Who may do what. Links, forms and methods follow from these rules; a mutation can replace each of them.</summary>
public sealed record Rights
{
    public Func<Caller, bool> SignUp { get; init; } = caller => caller.IsGuest;

    public Func<Caller, bool> ListLoans { get; init; } = caller => !caller.IsGuest;

    public Func<Caller, bool> ListReaders { get; init; } = caller => caller.IsLibrarian;

    public Func<Caller, bool> ListBranches { get; init; } = _ => true;

    public Func<Caller, bool> AddBook { get; init; } = caller => caller.IsLibrarian;

    public Func<Caller, Book, bool> EditBook { get; init; } = (caller, _) => caller.IsLibrarian;

    public Func<Caller, Book, bool> RemoveBook { get; init; } = (caller, book) => caller.IsLibrarian && !book.IsLent;

    public Func<Caller, Book, bool> HoldBook { get; init; } = (caller, _) => caller.IsReader;

    public Func<Caller, Loan, bool> Renew { get; init; } =
        (caller, loan) => !loan.IsOverdue && (caller.IsLibrarian || loan.Reader == caller.Reader);

    public Func<Caller, Loan, bool> Return { get; init; } = (caller, _) => caller.IsLibrarian;

    public Func<Caller, Loan, bool> Waive { get; init; } = (caller, loan) => caller.IsLibrarian && loan.IsOverdue;

    public Func<Caller, Reader, bool> EditReader { get; init; } = (caller, reader) => caller.IsLibrarian || reader == caller.Reader;

    public Func<Caller, Reader, bool> Suspend { get; init; } = (caller, reader) => caller.IsLibrarian && !reader.IsSuspended;

    public Func<Caller, Reader, bool> Reinstate { get; init; } = (caller, reader) => caller.IsLibrarian && reader.IsSuspended;
}
