namespace Hal.Sharing.Data.Previews;

/// <summary>Sums up the rows of a preview.</summary>
internal static class PreviewRows
{
    private enum Effect
    {
        None,
        Gain,
        Loss,
        Change,
    }

    /// <param name="rows">The first rows of each group of users with the same facts.</param>
    /// <param name="callerId">The user whose access afterwards the preview has; null for none.</param>
    public static Preview SumUp(IReadOnlyList<PreviewRow> rows, string? callerId)
    {
        var effects = rows.Where(row => row.IsConcerned)
            .Select(row => (Row: row, Access: row.ToAccess())).ToLookup(item => EffectOf(item.Access));
        var self = rows.FirstOrDefault(row => row.UserId == callerId)?.ToAccess().To;
        return new(List(Effect.Gain), List(Effect.Loss), List(Effect.Change), Count(Effect.None), self);

        PreviewList List(Effect effect) => new(
            [
                .. effects[effect].Select(item => item.Access)
                    .OrderBy(access => access.UserId, StringComparer.Ordinal)
                    .ThenBy(access => access.IntegrationId, StringComparer.Ordinal).Take(PreviewList.MaxItems),
            ],
            Count(effect));

        long Count(Effect effect) => effects[effect].Where(item => item.Row.Place == 1).Sum(item => item.Row.Alike);
    }

    private static Effect EffectOf(PreviewedAccess access) => access switch
    {
        _ when access.From == access.To => Effect.None,
        { From: null } => Effect.Gain,
        { To: null } => Effect.Loss,
        _ => Effect.Change,
    };
}
