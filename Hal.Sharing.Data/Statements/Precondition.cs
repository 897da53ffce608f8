namespace Hal.Sharing.Data.Statements;

/// <summary>
/// What a writer takes for granted of the thing that he changes (RFC 9110, section 13.1). It is judged in the transaction of the write,
/// under its locks: of two writers who have read the same state, the second one is told.
/// </summary>
public sealed record Precondition
{
    /// <summary>Nothing is taken for granted.</summary>
    public static Precondition None { get; } = new();

    /// <summary>The state has one of these <see cref="Revision"/>s; null: any. Empty: none will do.</summary>
    public IReadOnlyList<string>? Revisions { get; init; }

    /// <summary>There is such a thing, in whatever state.</summary>
    public bool MustExist { get; init; }

    /// <summary>There is no such thing yet.</summary>
    public bool MustNotExist { get; init; }

    /// <summary>The state has none of these revisions.</summary>
    public IReadOnlyList<string> OtherThan { get; init; } = [];

    /// <summary>The revision that the writer's form was made of; null: he says nothing of it.</summary>
    public string? FormRevision { get; init; }

    /// <param name="present">The revision of the present state; null: there is no such thing.</param>
    public bool Holds(string? present) => HoldsBeside(present) && (FormRevision is null || FormRevision == present);

    /// <summary>Whether all but the form's revision holds.</summary>
    public bool HoldsBeside(string? present) =>
        (Revisions is null || (present is not null && Revisions.Contains(present)))
        && !(MustExist && present is null)
        && !(MustNotExist && present is not null)
        && (present is null || !OtherThan.Contains(present));
}
