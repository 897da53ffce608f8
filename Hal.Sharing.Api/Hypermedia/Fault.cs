namespace Hal.Sharing.Api.Hypermedia;

/// <summary>One fault of a request. Each API writes it in its own format.</summary>
/// <param name="Location">
/// Where the fault is, from the outside in: <c>body</c>, <c>path</c> or <c>query</c>, then names as strings and indexes as integers.
/// </param>
/// <param name="Detail">What was sent, what is wrong with it, and what to send instead.</param>
/// <param name="Kind">The kind of fault, for APIs that have names for kinds: <c>missing</c>, <c>enum</c>.</param>
public sealed record Fault(IReadOnlyList<object> Location, string Detail, string Kind = "value_error")
{
    public const string Body = "body";
    public const string Path = "path";
    public const string Query = "query";

    private const int MaxLength = 200;

    public static Fault InBody(string property, string detail, string kind = "value_error") => InBody([property], detail, kind);

    /// <summary>
    /// Creates a fault at any depth of the body. Clients choose the names in its location, so long names are shortened, and a long
    /// location ends with …: otherwise each fault could repeat 64 KB of names.
    /// </summary>
    public static Fault InBody(IEnumerable<object> path, string detail, string kind = "value_error")
    {
        var (location, length) = (new List<object> { Body }, 0);
        foreach (var step in path)
        {
            var shown = step is string name ? Truncate.Text(name) : step;
            length += shown is string text ? text.Length : 1;
            if (length > MaxLength)
                return new([.. location, "…"], detail, kind);
            location.Add(shown);
        }
        return new(location, detail, kind);
    }

    public static Fault InQuery(string parameter, string detail, string kind = "value_error") =>
        new([Query, Truncate.Text(parameter)], detail, kind);
}
