using Hal.Sharing.Data.History;

namespace Hal.Sharing.Data.Feed;

/// <summary>Reads the rows of the statement that asks for all readers, and decides which of them may still read their history.</summary>
internal static class FeedAnswers
{
    private const int Caller = 1;
    private static readonly int Integration = Caller + RowReader<CallerFacts>.Columns;
    private static readonly int Team = Integration + RowReader<IntegrationFacts>.Columns;
    private static readonly int Position = Team + 2;
    private static readonly int Change = Position + 1;
    private static readonly int Restore = Change + RowReader<ChangeRow>.Columns;

    public static async Task<IReadOnlyList<FeedAnswer>> ReadAsync(
        NpgsqlDataReader rows, IReadOnlyList<FeedReader> readers, ChangeCipher cipher, CancellationToken cancellationToken)
    {
        var answers = new FeedAnswer?[readers.Count];
        var changes = new List<FeedChange>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var number = (int)rows.GetInt64(0) - 1;
            if (answers[number] is null)
                answers[number] = new(Rights(rows, readers[number]), changes = []);
            if (rows.IsDBNull(Position) || !answers[number]!.IsAllowed)
                continue;
            var row = RowReader<ChangeRow>.Read(rows, Change);
            var canRestore = RowReader<RestoreRow>.Read(rows, Restore).Permits(readers[number].Caller, answers[number]!.Facts!, row);
            changes.Add(new(rows.GetInt64(Position), new(cipher.Encode(OpaqueKind.Change, row.Number), row, canRestore)));
        }
        return [.. answers.Select(answer => answer ?? new(null, []))];
    }

    /// <summary>Returns the caller's facts if they may read the history now, by the rules that decide its pages.</summary>
    private static CallerFacts? Rights(NpgsqlDataReader rows, FeedReader reader)
    {
        CallerFacts facts;
        try
        {
            facts = RowReader<CallerFacts>.Read(rows, Caller).Of(reader.Caller);
        }
        catch (CallerRefusedException)
        {
            return null;
        }
        return reader.Topic.Kind switch
        {
            FeedTopicKind.All => facts.IsSuperuser,
            FeedTopicKind.OfIntegration => !rows.IsDBNull(Integration)
                && new IntegrationAccess(reader.Caller, facts.IsSuperuser, Ties(rows)).CanReadAccess,
            FeedTopicKind.OfTeam => rows.GetBoolean(Team) && new TeamAccess(reader.Caller, facts, Role(rows)).CanReadHistory,
            _ => true,
        } ? facts : null;
    }

    private static IntegrationFacts Ties(NpgsqlDataReader rows) => RowReader<IntegrationFacts>.Read(rows, Integration);

    private static TeamRole? Role(NpgsqlDataReader rows) => rows.IsDBNull(Team + 1) ? null : (TeamRole)rows.GetInt16(Team + 1);
}
