using Hal.Sharing.Data.Integrations;
using Hal.Sharing.Data.Previews;

namespace Hal.Sharing.Data.Ownership;

/// <summary>Previews transfers of ownership. Nothing is written and no lock is taken.</summary>
public sealed class TransferPreviewQueries(Database database)
{
    private const string PreviewSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.owner_id,
               {PreviewRow.Columns}
        {CallerStatements.FromVisibleIntegration}
        left join lateral preview_of_integration(@caller, c.is_superuser, i.id, i.owner_id, null, null, @owner) p on true
        """;

    private sealed record OwnedRow(string Id, string OwnerId);

    public Task<PreviewResult<TransferResult, TransferPreview>> TransferAsync(
        Caller caller, string idOrSlug, PrincipalId newOwner, Precondition condition, CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<IntegrationRow, NewOwnerRow>(
                caller, TransferDecision.ReadSql, TransferDecision.Values(idOrSlug, newOwner), cancel);
            if (read is not var (access, row, owners))
                return Refused(new TransferResult.NotFound());
            if (TransferDecision.Decide(access, row, owners, newOwner, condition) is not (null or TransferResult.Unchanged) and var ended)
                return Refused(ended);
            var found = await connection.QueryIntegrationAsync<OwnedRow, PreviewRow>(
                caller, PreviewSql, new { name = row.Id, owner = newOwner.ToString() }, cancel);
            return found is var (_, integration, rows)
                ? new(null, new TransferPreview(
                    integration.Id, OwnerRow.RevisionOf(integration.OwnerId), newOwner, PreviewRows.SumUp(rows, caller.Id)))
                : Refused(new TransferResult.NotFound());
        }, cancellationToken);

    private static PreviewResult<TransferResult, TransferPreview> Refused(TransferResult? refusal) => new(refusal, null);
}

/// <summary>What a transfer would do.</summary>
/// <param name="Revision">Of the present owner.</param>
public sealed record TransferPreview(string IntegrationId, string Revision, PrincipalId NewOwner, Preview Preview);
