using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>How much a lending library has, when, and with which generated IDs.</summary>
/// <param name="Seed">Generates the IDs of readers, and everything beyond the first of each kind.</param>
public sealed record Stock(int Books = 9, int Readers = 5, int Loans = 4, int Branches = 2, int Seed = 1)
{
    public DateTimeOffset Now { get; init; } = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
}

/// <summary>A book. Those without authors are anonymous.</summary>
public sealed record Book(int Number, string Title, string? Subtitle, string Genre, int Pages, string[] Authors, decimal? Rating)
{
    public string Isbn { get; } = $"978-{Number:000000000}";

    public bool IsLent { get; init; }
}

/// <summary>A reader, whose ID is generated anew in each library.</summary>
public sealed record Reader(Guid Id, string Name, DateTimeOffset JoinedAt, bool IsSuspended);

/// <summary>A loan of a book.</summary>
public sealed record Loan(int Number, Book Book, Reader Reader, DateTimeOffset DueAt, DateTimeOffset Now)
{
    public bool IsOverdue => DueAt < Now;
}

/// <summary>A branch. One of them has no telephone.</summary>
public sealed record Branch(string Slug, string Name, string? Phone);

/// <summary>What the library has. The first of each kind are the same in every library; the others depend on the seed.</summary>
public sealed class Holdings
{
    private static readonly Book[] Classics =
    [
        new(1, "Moby-Dick", "or, The Whale", "novel", 635, ["herman-melville"], 4.5m) { IsLent = true },
        new(2, "Middlemarch", "A Study of Provincial Life", "novel", 904, ["george-eliot"], 4.75m) { IsLent = true },
        new(3, "Leaves of Grass", null, "poetry", 95, ["walt-whitman"], null),
        new(4, "Beowulf", null, "poetry", 120, [], 4m),
        new(5, "The Gilded Age", "A Tale of Today", "novel", 574, ["mark-twain", "charles-dudley-warner"], null),
        new(6, "Drum-Taps", null, "poetry", 72, ["walt-whitman"], 4.25m) { IsLent = true },
        new(7, "Typee", "A Peep at Polynesian Life", "novel", 325, ["herman-melville"], 3.5m),
        new(8, "The Pearl", null, "poetry", 101, [], null),
        new(9, "Silas Marner", "The Weaver of Raveloe", "novel", 242, ["george-eliot"], 4m),
    ];

    private static readonly Branch[] Oldest = [new("harbor", "Harbor Branch", "+1 555 0100"), new("old-town", "Old Town Branch", null)];

    public Holdings(Stock stock)
    {
        Stock = stock;
        Books = [.. Classics, .. More(stock.Books, Classics.Length).Select(NewBook)];
        Branches = [.. Oldest, .. More(stock.Branches, Oldest.Length).Select(n => new Branch($"branch-{n}", $"Branch {n}", null))];
        Reader[] readers = [Reader("Ann", 1), Reader("Ben", 2), .. More(stock.Readers, 2).Select(NewReader)];
        (Ann, Readers) = (readers[0], [.. readers.OrderByDescending(reader => reader.JoinedAt)]);
        Loans =
        [
            Loan(1, readers[0], days: 10), Loan(2, readers[0], days: -3), Loan(3, readers[1], days: 12), Loan(4, readers[1], days: -20),
            .. More(stock.Loans, 4).Select(n => Loan(n, readers[Number(n) % readers.Length], (Number(n) % 40) - 15)),
        ];
    }

    public Stock Stock { get; }

    public IReadOnlyList<Book> Books { get; }

    public IReadOnlyList<Branch> Branches { get; }

    /// <summary>The reader with the token of the tests.</summary>
    public Reader Ann { get; }

    /// <summary>In the order in which they joined, the last one first.</summary>
    public IReadOnlyList<Reader> Readers { get; }

    public IReadOnlyList<Loan> Loans { get; }

    private static IEnumerable<int> More(int count, int first) => Enumerable.Range(first + 1, Math.Max(0, count - first));

    private Book NewBook(int n) => new(
        n, $"Volume {n}", Number(n) % 3 == 0 ? "Collected Works" : null, Number(n) % 2 == 0 ? "novel" : "poetry",
        50 + (Number(n) % 800), [.. Classics[Number(n) % Classics.Length].Authors], Number(n) % 4 == 0 ? null : (Number(n) % 20) / 4m)
    {
        IsLent = Number(n) % 5 == 0,
    };

    // The third is suspended, and so are some of those who joined later.
    private Reader NewReader(int n) => Reader($"Reader {n}", n) with { IsSuspended = n == 3 || Number(n) % 11 == 0 };

    private Reader Reader(string name, int n) => new(new Guid(Hash(n).AsSpan(0, 16)), name, Stock.Now.AddDays(n - 4000), false);

    private Loan Loan(int n, Reader reader, int days) => new(n, Books[(n - 1) % Books.Count], reader, Stock.Now.AddDays(days), Stock.Now);

    private int Number(int n) => Hash(n)[0];

    private byte[] Hash(int n) => SHA256.HashData(Encoding.ASCII.GetBytes($"{Stock.Seed}/{n}"));
}
