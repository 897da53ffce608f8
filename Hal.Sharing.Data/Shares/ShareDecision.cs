namespace Hal.Sharing.Data.Shares;

/// <summary>
/// Decides how a request about one share ends. Single requests, requests about many shares and previews ask it, so that they agree.
/// </summary>
/// <param name="IsKnown">Whether the principal exists for the caller.</param>
/// <param name="Existing">The present share; null if there is none.</param>
internal sealed record ShareDecision(
    IntegrationAccess Access, string IntegrationId, string OwnerId, bool IsKnown, ShareRow? Existing)
{
    public const string ReadSql = $"""
        select {CallerStatements.CallerColumns},
               {CallerStatements.IntegrationColumns},
               i.id, i.owner_id, p.id as known_principal_id,
               {ShareQueries.Columns}, p.name as principal_name, g.id as granted_by
        {CallerStatements.FromVisibleIntegration}
        left join lateral visible_principal(@caller, c.is_superuser, @principal) p on true
        left join shares s on s.integration_id = i.id and s.principal_id = @principal
        left join lateral visible_principal(@caller, c.is_superuser, 'user:' || s.granted_by) g on true
        """;

    /// <summary>Returns null if the caller cannot read the integration.</summary>
    public static ShareDecision? Of(VisibleIntegration<SharedIntegrationRow, ShareRow>? read) => read is var (access, integration, shares)
        ? new(access, integration.Id, integration.OwnerId, integration.KnownPrincipalId is not null, shares.SingleOrDefault())
        : null;

    /// <summary>Returns how a request to create the share or to set its level ends without a write; null if it must be written.</summary>
    /// <param name="named">Null if the request names no level.</param>
    /// <param name="condition">The precondition of the request.</param>
    /// <param name="onlyCreate">
    /// Whether the request creates a share and changes none. It then has the principal in its body, not in its address.
    /// </param>
    public ShareResult? Put(int? named, Precondition condition, bool onlyCreate)
    {
        var level = named ?? AccessLevel.View;
        // A principal in the path is a part of the address, so 404 comes before 403; a principal in the body comes after it.
        if (!IsKnown && !onlyCreate)
            return new ShareResult.UnknownPrincipal();
        if (!Access.CanGrant(level) || (Existing is not null && !Access.CanGrant(Existing.AccessLevel)))
            return new ShareResult.Forbidden(Access, IntegrationId, OwnerId);
        if (!IsKnown)
            return new ShareResult.UnknownRecipient();
        if (!condition.Holds(Existing?.Revision))
            return new ShareResult.Stale(IntegrationId, Existing?.Revision);
        if (Existing is not null && onlyCreate)
            return new ShareResult.AlreadyShared(Existing);
        if (Existing?.AccessLevel == level)
            return new ShareResult.Unchanged(Existing, Access);
        if (Existing is not null && named is null)
            return new ShareResult.LevelRequired(Existing);
        return null;
    }

    /// <summary>Returns how a request to revoke the share ends without a write; null if it must be written.</summary>
    public ShareResult? Delete(Precondition condition)
    {
        if (Existing is null)
            return new ShareResult.ShareNotFound();
        if (!Access.CanGrant(Existing.AccessLevel))
            return new ShareResult.Forbidden(Access, IntegrationId, OwnerId);
        return condition.Holds(Existing.Revision) ? null : new ShareResult.Stale(IntegrationId, Existing.Revision);
    }
}

/// <summary>The integration, and the principal of the request if it exists for the caller.</summary>
internal sealed record SharedIntegrationRow(string Id, string OwnerId, string? KnownPrincipalId);
