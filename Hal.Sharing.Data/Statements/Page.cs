namespace Hal.Sharing.Data.Statements;

/// <summary>Which part of a collection is wanted: at most <paramref name="Limit"/> rows behind the id <paramref name="After"/>.</summary>
/// <param name="After">Exclusive; empty: from the start. Ids are ordered by code point.</param>
/// <param name="Limit">At most <see cref="MaxLimit"/>: statements name the largest page there is beside their own (<c>limit 1001</c>), for they are planned once for pages of all sizes.</param>
/// <exception cref="ArgumentOutOfRangeException">The page is larger than that.</exception>
public sealed record PageRequest(int Limit, string After = "")
{
    public const int MaxLimit = 1000;

    public int Limit { get; } = Limit <= MaxLimit ? Limit : throw new ArgumentOutOfRangeException(nameof(Limit), Limit, $"At most {MaxLimit}.");

    /// <summary>One more than wanted: whether there is a next page shows in the same statement.</summary>
    internal int Fetch => Limit + 1;
}

/// <summary>One page of a collection, in the order of the ids.</summary>
/// <param name="Total">The number of rows in the whole collection; null beyond <see cref="CountLimit"/>.</param>
/// <param name="NextAfter">What the next page starts behind; null on the last page.</param>
/// <param name="PreviousAfter">What the previous page starts behind, empty for the start; null on the first page.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, long? Total, string? NextAfter, string? PreviousAfter)
{
    /// <summary>Collections are counted up to here; statements stop counting one behind.</summary>
    public const int CountLimit = 10_000;

    /// <summary>
    /// A page ends early, with a next one, if its texts exceed this many bytes: a document with such texts stays below a megabyte. (The
    /// previous page is still counted in rows: from there, the next pages lead here again.)
    /// </summary>
    public const int TextLimit = 512 * 1024;

    internal static Page<T> Of(IEnumerable<T> fetched, PageRequest request, Func<T, string> id, Func<T, int> textSize, PageRow counted) =>
        Of(fetched, request, id, textSize, counted.Total > CountLimit ? null : counted.Total, counted.PreviousAfter);

    /// <param name="textSize">The size of a row's texts (<see cref="TextSize"/>); the first row is on the page whatever its size.</param>
    internal static Page<T> Of(
        IEnumerable<T> fetched, PageRequest request, Func<T, string> id, Func<T, int> textSize, long? total, string? previousAfter)
    {
        var rows = new List<T>();
        var (size, more) = (0, false);
        foreach (var row in fetched)
        {
            size += textSize(row);
            more = rows.Count == request.Limit || (rows.Count > 0 && size > TextLimit);
            if (more)
                break;
            rows.Add(row);
        }
        return new(rows, total, more ? id(rows[^1]) : null, request.After.Length == 0 ? null : previousAfter ?? "");
    }
}

/// <summary>What a statement says of the page as a whole.</summary>
/// <param name="Total">Counted up to one behind <see cref="Page{T}.CountLimit"/>.</param>
/// <param name="PreviousAfter">The id behind which the previous page starts; null when that is the first or there is none.</param>
internal sealed record PageRow(long Total, string? PreviousAfter);
