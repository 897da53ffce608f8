using Hal.Sharing.Data.Previews;

namespace Hal.Sharing.Data.Teams;

/// <summary>Previews the deletion of teams. Nothing is written and no lock is taken.</summary>
public sealed class TeamPreviewQueries(Database database)
{
    private const string TooLargeSql = "select is_too_large_to_preview(@id)";

    private const string PreviewSql = $"""
        select {CallerStatements.CallerColumns},
               t.id,
               {PreviewRow.Columns}
        from {CallerStatements.Caller} c
        left join teams t on t.id = @id
        left join lateral preview_of_team(@caller, c.is_superuser, t.id) p on true
        """;

    private sealed record DeletedTeamRow(string Id);

    /// <summary>Previews the deletion of a team.</summary>
    public Task<PreviewResult<TeamResult, TeamPreview>> DeleteAsync(
        Caller caller, string id, Precondition condition, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var (facts, teams) = await connection.QueryAsync<TeamRow>(caller, TeamQueries.GetSql, new { id }, cancel);
            if (teams is not [var team])
                return Refused(new TeamResult.NotFound(id));
            if (await TeamDeletion.DecideAsync(
                connection, TeamQueries.View(caller, facts, team), isLocked: true, condition, cancel) is { } ended)
                return Refused(ended);
            if (await connection.QuerySingleAsync<bool>(caller.Statement(TooLargeSql, new { id }, cancel)))
                return new(null, new TeamPreview(team, null));
            var (_, found, rows) = await connection.QueryWholeAsync<DeletedTeamRow, PreviewRow>(caller, PreviewSql, new { id }, cancel);
            return found is null
                ? Refused(new TeamResult.NotFound(id))
                : new(null, new TeamPreview(team, PreviewRows.SumUp(rows, callerId: null)));
        }, cancellationToken);

    private static PreviewResult<TeamResult, TeamPreview> Refused(TeamResult? refusal) => new(refusal, null);
}

/// <summary>What the deletion of a team would do.</summary>
/// <param name="Preview">Null if the team is too large for one.</param>
public sealed record TeamPreview(TeamRow Team, Preview? Preview);
