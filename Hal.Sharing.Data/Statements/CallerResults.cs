namespace Hal.Sharing.Data.Statements;

/// <summary>The caller's facts and the rows that a statement found for the caller.</summary>
internal sealed record CallerRows<TRow>(CallerFacts Caller, IReadOnlyList<TRow> Rows);

/// <summary>The caller's facts and one row with its parts.</summary>
/// <param name="Row">Null if there is none.</param>
internal sealed record CallerWhole<TRow, TPart>(CallerFacts Caller, TRow? Row, IReadOnlyList<TPart> Parts);

/// <summary>The caller's facts and one page of a collection.</summary>
/// <param name="Summary">The columns that describe the collection.</param>
internal sealed record CallerPage<TSummary, TRow>(CallerFacts Caller, TSummary Summary, Page<TRow> Page);

/// <summary>A row about an integration that the caller can read, and what else the caller can do with the integration.</summary>
internal sealed record VisibleIntegration<TRow>(IntegrationAccess Access, TRow Row);

/// <summary>The same with the row's parts: none, one or many.</summary>
internal sealed record VisibleIntegration<TRow, TPart>(IntegrationAccess Access, TRow Row, IReadOnlyList<TPart> Parts);

/// <summary>The state after a lock procedure.</summary>
/// <param name="IsLocked">If false, the command must refuse, whatever the facts and rows show: see <see cref="LockedStatements"/>.</param>
internal sealed record LockedRows<TRow>(bool IsLocked, CallerFacts Caller, IReadOnlyList<TRow> Rows);

/// <summary>The state of one row and its parts after a lock procedure.</summary>
/// <inheritdoc cref="LockedRows{TRow}" path="/param"/>
/// <param name="Row">Null if there is none.</param>
internal sealed record LockedWhole<TRow, TPart>(bool IsLocked, CallerFacts Caller, TRow? Row, IReadOnlyList<TPart> Parts);
