using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hal.Sharing.Api.Links;

/// <summary>The query of a collection: its filters, <c>limit</c> and <c>after</c>, read and linked in one place.</summary>
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

    /// <summary>What the database is asked for.</summary>
    public PageRequest Request { get; }

    /// <summary>This very page.</summary>
    public string Self => Page(_after);

    /// <summary>The same query at the collection's canonical address, where links lead.</summary>
    public PageQuery At(string canonicalPath) => new(canonicalPath, _filters, _limit, _after, Request);

    /// <summary>Reads limit and after; a cursor counts only for the path and the filters that it was made for.</summary>
    /// <param name="query">The request's query, without unknown and duplicate parameters: see <see cref="QueryCheck"/>.</param>
    /// <param name="path">The collection's own address.</param>
    /// <param name="defaultLimit">Counts where no limit is given.</param>
    /// <param name="page">The page; null where there are faults.</param>
    /// <param name="faults">What is wrong, by parameter.</param>
    /// <param name="filters">The filters as they were sent; null or empty for those that were not.</param>
    public static bool TryRead(
        IQueryCollection query,
        string path,
        int defaultLimit,
        [NotNullWhen(true)] out PageQuery? page,
        out List<Fault> faults,
        params (string Name, string? Value)[] filters)
    {
        (page, faults) = (null, []);
        filters = [.. filters.Select(filter => (filter.Name, string.IsNullOrEmpty(filter.Value) ? null : filter.Value))];
        foreach (var (name, value) in filters)
            if (value is not null && SearchText.Fault(name, value) is { } fault)
                faults.Add(Fault.InQuery(name, fault));

        int? limit = null;
        if (query["limit"] is [{ Length: > 0 } sentLimit, ..])
        {
            if (int.TryParse(sentLimit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxLimit)
                limit = number;
            else
                faults.Add(Fault.InQuery("limit", $"limit is '{Truncate.Text(sentLimit)}'; send an integer from 1 to {MaxLimit}, or leave it out for {defaultLimit}."));
        }

        var position = "";
        var after = query["after"] is [{ Length: > 0 } sentAfter, ..] ? sentAfter : null;
        if (after is not null && !Cursor.TryDecode(Binding(path, filters), after, out position!))
            faults.Add(Fault.InQuery("after", $"after is '{Truncate.Text(after)}', which is no cursor of this query; leave it out to start, then follow the links 'next' and 'prev'."));

        if (faults.Count == 0)
            page = new(path, filters, limit, after, new(limit ?? defaultLimit, position));
        return page is not null;
    }

    /// <summary>Adds the links to other pages: first as soon as there is another one, prev and next where they are.</summary>
    public Resource LinkPages<T>(Resource collection, Page<T> page) => collection
        .LinkWhen(page.NextAfter is not null || page.PreviousAfter is not null, Relations.First, Page(null))
        .LinkWhen(page.PreviousAfter is not null, Relations.Prev, Page(Encode(page.PreviousAfter)))
        .LinkWhen(page.NextAfter is not null, Relations.Next, Page(Encode(page.NextAfter)));

    // The address is part of it, so that a cursor of one integration's shares is none of another's.
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
