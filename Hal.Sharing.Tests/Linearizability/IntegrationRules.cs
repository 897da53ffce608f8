namespace Hal.Sharing.Tests.Linearizability;

/// <summary>
/// The sequential model of one integration, from sections 2 and 4 of the contract. A revision is known from the response that shows it
/// first: the same state must then always show it, and no other state.
/// </summary>
internal static class IntegrationRules
{
    /// <summary>Returns the state after an operation; null if the state does not permit its response.</summary>
    public static IntegrationState? Apply(IntegrationState state, Operation<IntegrationRequest, IntegrationResponse> operation)
    {
        var (request, observed) = (operation.Request, operation.Observed);
        if (Refusal(state, request) is { } status)
            return observed is null || observed.Status == status ? state : null;
        var next = request.Verb switch
        {
            Verb.Rename => Changed(state, state with { Name = request.Subject }, observed?.Revision),
            Verb.Transfer => Changed(state, state with { Owner = request.Subject }, observed?.Revision),
            Verb.PutShare or Verb.CreateShare => WithShare(state, request, observed?.Revision),
            Verb.DeleteShare => state with { Shares = state.Shares.Remove(request.Subject) },
            Verb.ReadIntegration => state with { Revision = state.Revision ?? observed?.Revision },
            _ => state,
        };
        return observed is null || (next is not null && IsShown(next, request, observed)) ? next : null;
    }

    /// <summary>The status of a refused request: 404, 403, 412 in this order; null if it succeeds.</summary>
    private static int? Refusal(IntegrationState state, IntegrationRequest request)
    {
        var level = state.LevelOf(request.Sender);
        var present = state.Shares.GetValueOrDefault(request.Subject);
        if (level == 0 || (request.Verb == Verb.DeleteShare && present is null))
            return 404;
        var needed = request.Verb switch
        {
            Verb.Rename => 2,
            Verb.PutShare or Verb.CreateShare or Verb.DeleteShare or Verb.Transfer => 3,
            _ => 1,
        };
        if (level < needed)
            return 403;
        if (request.Verb == Verb.CreateShare && present is not null)
            return 412;
        var revision = request.Verb switch { Verb.Rename => state.Revision, _ => present?.Revision };
        return request.IfMatch is not null && (request.IfMatch != revision) ? 412 : null;
    }

    /// <summary>Returns the state with a new revision if it differs; null if the revision was not new.</summary>
    private static IntegrationState? Changed(IntegrationState before, IntegrationState after, string? revision)
    {
        var isChange = (before.Name, before.Owner) != (after.Name, after.Owner);
        if (!isChange)
            return after with { Revision = before.Revision ?? revision };
        return revision is not null && revision == before.Revision ? null : after with { Revision = revision };
    }

    private static IntegrationState? WithShare(IntegrationState state, IntegrationRequest request, string? revision)
    {
        var present = state.Shares.GetValueOrDefault(request.Subject);
        if (present?.Level == request.Level)
            revision = present.Revision ?? revision;
        else if (revision is not null && revision == present?.Revision)
            return null;
        return state with { Shares = state.Shares.SetItem(request.Subject, new(request.Level, revision)) };
    }

    /// <summary>Whether the state after the operation is the one that the response shows.</summary>
    private static bool IsShown(IntegrationState state, IntegrationRequest request, IntegrationResponse observed)
    {
        var (status, shown) = request.Verb switch
        {
            Verb.DeleteShare => (204, ""),
            Verb.ReadOwner => (200, state.Owner),
            Verb.ReadShares => (200, state.SharesText()),
            Verb.PutShare or Verb.CreateShare => (200, $"{request.Level}"),
            _ => (200, $"{state.Owner} {state.Name}"),
        };
        var revision = request.Verb switch
        {
            Verb.PutShare or Verb.CreateShare => state.Shares[request.Subject].Revision,
            Verb.ReadIntegration or Verb.Rename or Verb.Transfer => state.Revision,
            _ => observed.Revision,
        };
        return observed.Status == status && observed.Shown == shown && observed.Revision == revision;
    }
}
