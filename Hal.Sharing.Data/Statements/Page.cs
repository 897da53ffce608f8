namespace Hal.Sharing.Data.Statements;

/// <summary>Selects a part of a collection: at most <paramref name="Limit"/> rows behind the ID <paramref name="After"/>.</summary>
/// <param name="After">Exclusive; empty for the start. IDs are ordered by code point.</param>
/// <param name="Limit">
/// At most <see cref="MaxLimit"/>. Statements are planned once for pages of all sizes, so they also limit to <c>largest_page()</c>.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">The limit exceeds <see cref="MaxLimit"/>.</exception>
public sealed record PageRequest(int Limit, string After = "")
{
    /// <summary>One less than <c>largest_page()</c> in SQL.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Collections are counted up to this number, one less than <c>counted_rows()</c> in SQL.</summary>
    public const int MaxTotal = 10_000;

    public int Limit { get; } = Limit <= MaxLimit
        ? Limit
        : throw new ArgumentOutOfRangeException(nameof(Limit), Limit, $"At most {MaxLimit}.");

    /// <summary>Adds what a statement that reads a page needs to its own parameters: @after, @limit and @fetch.</summary>
    internal PageParameters AddTo(object? parameters) => new(parameters, this);
}

/// <summary>One page of a collection, in the order of the IDs.</summary>
/// <param name="Total">The number of rows in the whole collection; null if it is more than statements count.</param>
/// <param name="NextAfter">The ID that the next page starts behind; null on the last page.</param>
/// <param name="PreviousAfter">The ID that the previous page starts behind, empty for the start; null on the first page.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, long? Total, string? NextAfter, string? PreviousAfter)
{
    internal Page<TOther> Select<TOther>(Func<T, TOther> map) => new([.. Rows.Select(map)], Total, NextAfter, PreviousAfter);
}

/// <summary>Makes pages of what statements return, and limits both.</summary>
internal static class Page
{
    /// <summary>
    /// A page ends early, with a next one, if its texts exceed this many bytes: a document with such texts stays below a megabyte. (The
    /// previous page is still counted in rows: from there, the next pages lead here again.)
    /// </summary>
    private const int TextLimit = 512 * 1024;

    public static Page<T> Of<T>(IReadOnlyList<T> fetched, Func<T, IPageItem> item, PageRequest request, IPageSummary summary) =>
        Of(fetched, item, request, summary.Total > PageRequest.MaxTotal ? null : summary.Total, summary.PreviousAfter);

    /// <summary>Returns the first rows, at least one if there is one, and whether there are more.</summary>
    public static Page<T> Of<T>(
        IReadOnlyList<T> fetched, Func<T, IPageItem> item, PageRequest request, long? total, string? previousAfter)
    {
        var (size, count) = (0, 0);
        for (; count < fetched.Count; count++)
        {
            size += item(fetched[count]).TextSize;
            if (count == request.Limit || (count > 0 && size > TextLimit))
                break;
        }
        var more = count < fetched.Count;
        return new(
            more ? [.. fetched.Take(count)] : fetched, total, more ? item(fetched[count - 1]).Id : null,
            request.After.Length == 0 ? null : previousAfter ?? "");
    }
}

/// <summary>A row that can be on a page.</summary>
internal interface IPageItem
{
    /// <summary>Unique in the collection, and its order.</summary>
    string Id { get; }

    /// <summary>The size of the row's texts in bytes; see <see cref="Statements.TextSize"/>.</summary>
    int TextSize { get; }
}

/// <summary>The columns of a statement that describe the collection.</summary>
internal interface IPageSummary
{
    /// <summary>Counted up to one more than <see cref="PageRequest.MaxTotal"/>.</summary>
    long Total { get; }

    /// <summary>The ID behind which the previous page starts; null if that is the first or there is none.</summary>
    string? PreviousAfter { get; }
}

/// <summary>A collection of which a statement returns nothing else.</summary>
internal sealed record PageSummary(long Total, string? PreviousAfter) : IPageSummary;
