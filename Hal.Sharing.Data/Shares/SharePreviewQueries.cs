using Hal.Sharing.Data.Previews;

namespace Hal.Sharing.Data.Shares;

/// <summary>Previews changes of shares. Nothing is written and no lock is taken.</summary>
public sealed class SharePreviewQueries(Database database)
{
    private const string PreviewSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id,
               {PreviewRow.Columns}
        {CallerStatements.FromVisibleIntegration}
        left join lateral preview_of_integration(@caller, c.is_superuser, i.id, i.owner_id, @principal, @level, null) p on true
        """;

    private sealed record IntegrationRow(string Id);

    /// <summary>Previews the creation of a share that must not exist.</summary>
    public Task<PreviewResult<ShareResult, SharePreview>> CreateAsync(
        Caller caller, string idOrSlug, string principalId, int accessLevel, CancellationToken cancellationToken) =>
        PreviewAsync(caller, idOrSlug, principalId, accessLevel, decision =>
            decision.Put(accessLevel, Precondition.None, onlyCreate: true), cancellationToken);

    /// <summary>Previews the creation or change of a share.</summary>
    public Task<PreviewResult<ShareResult, SharePreview>> PutAsync(
        Caller caller, string idOrSlug, string principalId, int accessLevel, Precondition condition, CancellationToken cancellationToken) =>
        PreviewAsync(caller, idOrSlug, principalId, accessLevel, decision =>
            decision.Put(accessLevel, condition, onlyCreate: false), cancellationToken);

    /// <summary>Previews the revocation of a share.</summary>
    public Task<PreviewResult<ShareResult, SharePreview>> DeleteAsync(
        Caller caller, string idOrSlug, string principalId, Precondition condition, CancellationToken cancellationToken) =>
        PreviewAsync(caller, idOrSlug, principalId, null, decision => decision.Delete(condition), cancellationToken);

    /// <param name="level">The level afterwards; null for no share.</param>
    /// <param name="decide">Returns how the real request ends without a write.</param>
    private Task<PreviewResult<ShareResult, SharePreview>> PreviewAsync(
        Caller caller, string idOrSlug, string principalId, int? level, Func<ShareDecision, ShareResult?> decide,
        CancellationToken cancellationToken) =>
        database.ReadAsync(async (connection, cancel) =>
        {
            var read = await connection.QueryIntegrationAsync<SharedIntegrationRow, ShareRow>(
                caller, ShareDecision.ReadSql, new { name = idOrSlug, principal = principalId }, cancel);
            if (ShareDecision.Of(read) is not { } decision)
                return Refused(new ShareResult.NotFound());
            if (decide(decision) is not (null or ShareResult.Unchanged) and var ended)
                return Refused(ended);
            var found = await connection.QueryIntegrationAsync<IntegrationRow, PreviewRow>(
                caller, PreviewSql, new { name = decision.IntegrationId, principal = principalId, level }, cancel);
            return found is var (access, _, rows)
                ? new(null, new SharePreview(
                    decision.IntegrationId, principalId, level, access, decision.Existing, PreviewRows.SumUp(rows, caller.Id)))
                : Refused(new ShareResult.NotFound());
        }, cancellationToken);

    private static PreviewResult<ShareResult, SharePreview> Refused(ShareResult? refusal) => new(refusal, null);
}

/// <summary>What a change of a share would do.</summary>
/// <param name="Level">The level afterwards; null for a revocation.</param>
/// <param name="Existing">The present share; null if there is none.</param>
public sealed record SharePreview(
    string IntegrationId, string PrincipalId, int? Level, IntegrationAccess Access, ShareRow? Existing, Preview Preview);
