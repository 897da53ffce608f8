namespace Hal.Sharing.Data.Statements;

/// <summary>
/// The state that a write requires (RFC 9110, section 13.1). It is checked in the transaction of the write, under its locks: of two writes
/// based on the same state, the second is refused.
/// </summary>
public sealed record Precondition
{
    /// <summary>Requires nothing.</summary>
    public static Precondition None { get; } = new();

    /// <summary>The state has one of these <see cref="Revision"/>s; null for any. Empty: no state is accepted.</summary>
    public IReadOnlyList<string>? Revisions { get; init; }

    /// <summary>The resource exists, in any state.</summary>
    public bool MustExist { get; init; }

    /// <summary>The resource does not exist.</summary>
    public bool MustNotExist { get; init; }

    /// <summary>The state has none of these revisions.</summary>
    public IReadOnlyList<string> OtherThan { get; init; } = [];

    /// <summary>The revision from which the client's form was made; null if the client did not send it.</summary>
    public string? FormRevision { get; init; }

    /// <param name="present">The present revision; null if the resource does not exist.</param>
    public bool Holds(string? present) => HoldsBeside(present) && (FormRevision is null || FormRevision == present);

    /// <summary>Whether everything except the form's revision holds.</summary>
    public bool HoldsBeside(string? present) =>
        (Revisions is null || (present is not null && Revisions.Contains(present)))
        && !(MustExist && present is null)
        && !(MustNotExist && present is not null)
        && (present is null || !OtherThan.Contains(present));
}
