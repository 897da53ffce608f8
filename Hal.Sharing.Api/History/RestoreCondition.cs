namespace Hal.Sharing.Api.History;

/// <summary>The precondition with which a restore writes: nothing else may have changed the state since the change.</summary>
internal static class RestoreCondition
{
    /// <summary>Accepts no state: the command then checks the caller's permissions, and refuses.</summary>
    private static readonly Precondition Never = new() { Revisions = [] };

    /// <param name="present">The present state, by value; null if there is none.</param>
    /// <param name="before">The state before the change.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="revision">The revision of the present state; null if there is none.</param>
    public static Precondition Of<T>(T? present, T? before, T? after, string? revision)
    {
        var equal = EqualityComparer<T?>.Default;
        if (equal.Equals(present, before))
            return Precondition.None;
        if (!equal.Equals(present, after))
            return Never;
        return revision is null ? new() { MustNotExist = true } : new() { Revisions = [revision] };
    }
}
