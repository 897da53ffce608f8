namespace Hal.Sharing.Tests.ContractChecks.Library;

/// <summary>Books, readers and loans of a lending library. The first of each are always the same; IDs of readers are generated.</summary>
/// <param name="books">How many books there are.</param>
/// <param name="readers">How many readers there are.</param>
/// <param name="loans">How many loans there are.</param>
/// <param name="now">When the library opened today.</param>
/// <param name="seed">Makes the IDs of readers.</param>
public sealed class LibraryData(int books = 12, int readers = 7, int loans = 4, DateTimeOffset? now = null, int seed = 1)
{
    private static readonly string[] Languages = ["en", "de", "fr"];

    public DateTimeOffset Now { get; } = now ?? new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<Book> Books { get; } =
    [
        .. from number in Enumerable.Range(1, books)
           select new Book(
               $"book-{number:000}", $"Title {number}", 100 + number, Languages[number % 3], number % 2 == 0 ? $"Subtitle {number}" : null),
    ];

    public IReadOnlyList<Reader> Readers { get; } = MakeReaders(readers, seed);

    /// <summary>The first two are Ann's, of which the second is overdue. The third is Ben's.</summary>
    public IReadOnlyList<Loan> Loans =>
    [
        .. from number in Enumerable.Range(1, loans)
           let reader = Readers[number < 3 ? 0 : number % Readers.Count]
           let isOverdue = number == 2
           let dueAt = Now.AddDays(isOverdue ? -3 : 20 + number)
           select new Loan(number, Books[number % Books.Count], reader, dueAt, isOverdue ? 1.5m : null),
    ];

    private static List<Reader> MakeReaders(int count, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[16];
        var readers = new List<Reader>();
        for (var number = 0; number < count; number++)
        {
            random.NextBytes(bytes);
            readers.Add(new Reader(new Guid(bytes), number == 0 ? "ann" : number == 1 ? "ben" : $"reader-{number}"));
        }
        return readers;
    }

    public sealed record Book(string Id, string Title, int Pages, string Language, string? Subtitle);

    public sealed record Reader(Guid Id, string Name);

    /// <param name="Fine">Null if there is none.</param>
    public sealed record Loan(int Id, Book Book, Reader Reader, DateTimeOffset DueAt, decimal? Fine);
}
