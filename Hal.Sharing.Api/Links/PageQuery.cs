using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hal.Sharing.Api.Links;

/// <summary>Reads the query of a collection (filters, <c>limit</c> and <c>after</c>) and creates the links to its pages.</summary>
public sealed class PageQuery
{
    public const int MaxLimit = PageRequest.MaxLimit;

    private readonly string _path;
    private readonly (string Name, string? Value)[] _filters;
    private readonly int? _limit;
    private readonly string? _after;

    private PageQuery(string path, (string, string?)[] filters, int? limit, string? after, PageRequest request)
    {
        (_path, _filters, _limit, _after, Request) = (path, filters, limit, after, request);
    }

    /// <summary>The page to read from the database.</summary>
    public PageRequest Request { get; }

    /// <summary>The href of this page.</summary>
    public string Self => Page(_after);

    /// <summary>The fault of a cursor of this query whose position does not exist.</summary>
    public Fault AfterFault => NotACursor(_after ?? "");

    /// <summary>Returns the same query for the collection's canonical path, to which the links lead.</summary>
    public PageQuery At(string canonicalPath) => new(canonicalPath, _filters, _limit, _after, Request);

    /// <summary>Reads limit and after. A cursor is valid only for the path and the filters for which it was created.</summary>
    /// <param name="query">The request's query, without unknown and duplicate parameters: see <see cref="QueryCheck"/>.</param>
    /// <param name="path">The path of the collection.</param>
    /// <param name="defaultLimit">The limit if the query has none.</param>
    /// <param name="page">The page; null if there are faults.</param>
    /// <param name="faults">The faults, by parameter.</param>
    /// <param name="filters">The filters as they were sent; null or empty for absent filters.</param>
    public static bool TryRead(
        IQueryCollection query,
        string path,
        int defaultLimit,
        [NotNullWhen(true)] out PageQuery? page,
        out List<Fault> faults,
        params (string Name, string? Value)[] filters)
    {
        (page, faults) = (null, []);
        foreach (ref var filter in filters.AsSpan())
        {
            filter.Value = string.IsNullOrEmpty(filter.Value) ? null : filter.Value;
            if (filter is { Value: { } value, Name: var name } && SearchText.Fault(name, value) is { } fault)
                faults.Add(Fault.InQuery(name, fault));
        }

        int? limit = null;
        if (query["limit"] is [{ Length: > 0 } sentLimit, ..])
        {
            if (int.TryParse(sentLimit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxLimit)
                limit = number;
            else
                faults.Add(Fault.InQuery(
                    "limit",
                    $"limit is '{Truncate.Text(sentLimit)}'; send an integer from 1 to {MaxLimit}, or omit it for {defaultLimit}."));
        }

        var position = "";
        var after = query["after"] is [{ Length: > 0 } sentAfter, ..] ? sentAfter : null;
        if (after is not null && !Cursor.TryDecode(Binding(path, filters), after, out position!))
            faults.Add(NotACursor(after));

        if (faults.Count == 0)
            page = new(path, filters, limit, after, new(limit ?? defaultLimit, position));
        return page is not null;
    }

    /// <summary>Adds the links to other pages: first if there is another page, prev and next if those pages exist.</summary>
    public Resource LinkPages<T>(Resource collection, Page<T> page) => collection
        .LinkWhen(page.NextAfter is not null || page.PreviousAfter is not null, Relations.First, Page(null))
        .LinkWhen(page.PreviousAfter is not null, Relations.Prev, Page(Encode(page.PreviousAfter)))
        .LinkWhen(page.NextAfter is not null, Relations.Next, Page(Encode(page.NextAfter)));

    /// <summary>Adds first and next, for a collection that is read in one direction only.</summary>
    public Resource LinkForward<T>(Resource collection, Page<T> page) => collection
        .LinkWhen(page.NextAfter is not null || _after is not null, Relations.First, Page(null))
        .LinkWhen(page.NextAfter is not null, Relations.Next, Page(Encode(page.NextAfter)));

    private static Fault NotACursor(string after) => Fault.InQuery(
        "after",
        $"after is '{Truncate.Text(after)}', which is not a cursor of this query; "
        + "omit it for the first page, then follow the links 'next' and 'prev'.");

    // It contains the path, so that a cursor of one integration's shares is not valid for another's.
    private static string Binding(string path, (string Name, string? Value)[] filters) =>
        string.Join('\n', filters.Select(filter => $"{filter.Name}={filter.Value}").Prepend(path));

    private string? Encode(string? position) =>
        string.IsNullOrEmpty(position) ? null : Cursor.Encode(Binding(_path, _filters), position);

    private string Page(string? cursor)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in _filters)
            if (value is not null)
                query = query.Add(name, value);
        if (_limit is not null)
            query = query.Add("limit", _limit.Value.ToString(CultureInfo.InvariantCulture));
        if (cursor is not null)
            query = query.Add("after", cursor);
        return _path + query.ToUriComponent();
    }
}
