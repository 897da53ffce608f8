namespace Hal.Sharing.Data.Statements;

/// <summary>Writes the record of changes: every command records what it changes, in the same transaction.</summary>
internal static class ChangeRecord
{
    /// <summary>Begins an insert into the record for a write without a caller.</summary>
    public const string Into = "insert into changes (at, user_id, authorized_party, team_id, action, subject, before, after)";

    /// <summary>
    /// Begins an insert into the record for a write of the caller, at the time @now. The action, the subject, the state before and the
    /// state after must follow, then the rest of a select.
    /// </summary>
    public const string Insert = $"{Into} select @now, @caller, @party, @team,";

    /// <summary>
    /// Does the same for changes of shares, of which the rest of the select has an integration_id and a principal_id. Without these two
    /// columns, a trigger of the table finds them in the subject, which costs more than the insert.
    /// </summary>
    public const string InsertOfShares = """
        insert into changes (at, user_id, authorized_party, team_id, subject_integration_id, principal_id, action, subject, before, after)
            select @now, @caller, @party, @team, integration_id, principal_id,
        """;

    /// <summary>Does the same for a transfer of the integration with the columns id and owner_id, from the owner @before.</summary>
    public const string InsertOfTransfer = """
        insert into changes (at, user_id, authorized_party, team_id, subject_integration_id, principal_id, former_owner_id,
                                 action, subject, before, after)
            select @now, @caller, @party, @team, id, owner_id, @before,
        """;

    /// <summary>
    /// A statement before deletions in the same batch: the states that they end, end at @now. A row that is deleted has no place for it.
    /// </summary>
    public const string SetTime = $"select {Time};";

    /// <summary>Does the same in a statement that deletes, and returns the time.</summary>
    public const string Time = "set_config('hal_sharing.now', @now::timestamptz::text, true)";
}
