namespace Hal.Sharing.Data.Freshness;

/// <summary>Creates the shared statements of the nouns; holds what they have in common.</summary>
/// <param name="limits">Limits the whole time of a read, as for a statement of its own.</param>
/// <param name="options">Whether statements are shared at all.</param>
/// <param name="slots">Requests leave their slot while they wait for a shared statement.</param>
public sealed class SharedStatements(
    Database database, TimeLimits limits, TimeProvider clock, SharingOptions options, WorkSlots slots)
{
    internal Database Database => database;

    internal TimeProvider Clock => clock;

    internal WorkSlots Slots => slots;

    internal TimeSpan Limit => limits.Request;

    internal SlowCallers Slow { get; } = new(clock);

    /// <param name="sql">Begins with <see cref="SharedSql.Columns"/> and reads <see cref="SharedSql.From"/>.</param>
    /// <param name="read">Reads the columns behind these; null if there is nothing that the caller can see.</param>
    internal SharedStatement<TRow> Create<TRow>(string sql, Func<NpgsqlDataReader, Question, CallerFacts, TRow?> read)
        where TRow : class => new(this, sql, read);

    /// <summary>Starts the time of a request that has several steps.</summary>
    internal Deadline StartDeadline() => new(clock, clock.GetTimestamp(), limits.Request);

    internal bool MayShare(Caller caller) => options.IsOn && !Slow.Contains(caller);
}

/// <summary>The time of a request, from its start.</summary>
internal readonly record struct Deadline(TimeProvider Clock, long Start, TimeSpan Limit)
{
    public TimeSpan Remaining => Limit - Clock.GetElapsedTime(Start);
}

/// <summary>Configures <see cref="SharedStatements"/>.</summary>
/// <param name="IsOn">If false, every read has a statement of its own.</param>
public sealed record SharingOptions(bool IsOn)
{
    public static SharingOptions Default { get; } = new(IsOn: true);
}
