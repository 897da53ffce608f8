namespace Hal.Sharing.Data.Statements;

/// <summary>Makes one parameter of a statement.</summary>
internal delegate NpgsqlParameter ParameterSource(in CallerStatement values);

/// <summary>Makes the parameters of some statements, for values of one type.</summary>
internal sealed class ParameterPlan
{
    private static readonly Dictionary<string, ParameterSource> Shared = new()
    {
        ["caller"] = static (in values) => Parameter.Of(values.Caller.Id),
        ["party"] = static (in values) => Parameter.Of(values.Caller.AuthorizedParty),
        ["team"] = static (in values) => Parameter.Of(values.Caller.TeamId),
        ["acted"] = static (in values) => Parameter.Of(values.Caller.IsActedFor),
    };

    private static readonly Dictionary<string, ParameterSource> OfPage = new()
    {
        ["after"] = static (in values) => Parameter.Of(values.Page!.After),
        ["limit"] = static (in values) => Parameter.Of(values.Page!.Limit),
        // One row more than wanted shows in the same statement whether there is a next page.
        ["fetch"] = static (in values) => Parameter.Of(values.Page!.Limit + 1),
    };

    private readonly Type? _own;
    private readonly bool _hasPage;
    private readonly ParameterSource[][] _sources;

    /// <param name="statements">The names of the parameters of each statement.</param>
    /// <exception cref="InvalidOperationException">The values lack a name.</exception>
    public ParameterPlan(in CallerStatement values, IEnumerable<IReadOnlyList<string>> statements)
    {
        (_own, _hasPage) = (values.Own?.GetType(), values.Page is not null);
        var own = _own is null ? [] : ParameterSources.Of(_own);
        _sources = [.. statements.Select(names => names.Select(Find).ToArray())];

        ParameterSource Find(string name) =>
            own.GetValueOrDefault(name) ?? Shared.GetValueOrDefault(name) ?? (_hasPage ? OfPage.GetValueOrDefault(name) : null)
            ?? throw new InvalidOperationException($"{_own} has no value for @{name}.");
    }

    public bool Fits(in CallerStatement values) => values.Own?.GetType() == _own && values.Page is not null == _hasPage;

    public void Add(int statement, in CallerStatement values, NpgsqlParameterCollection parameters)
    {
        foreach (var source in _sources[statement])
            parameters.Add(source(values));
    }
}
