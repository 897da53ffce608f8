namespace Hal.Sharing.Data.PastStates;

/// <summary>The integration whose state at a time is read.</summary>
/// <param name="RecordedSince">Since when past states are kept; null: since the beginning.</param>
public sealed record PastIntegration(string Id, DateTime CreatedAt, DateTime? RecordedSince);

/// <summary>A part of an integration at a time, for a caller who can read it today.</summary>
/// <param name="State">Null if there was none, or if it names a principal that is hidden from the caller today.</param>
public sealed record PastState<T>(PastIntegration Integration, IntegrationAccess Access, T? State)
    where T : class;

/// <summary>What the statements that read past states have in common.</summary>
internal static class PastSql
{
    /// <summary>The columns of <see cref="PastIntegration"/>, of the integration i.</summary>
    public const string Columns =
        "i.id, i.created_at, (select nullif(b.at, '-infinity') from past_states_begin b) as recorded_since";
}
