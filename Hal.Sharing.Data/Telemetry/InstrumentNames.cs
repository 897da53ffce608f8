namespace Hal.Sharing.Data.Telemetry;

/// <summary>The names of all instruments of this server. Dashboards and alerts depend on them.</summary>
public static class InstrumentNames
{
    public const string Decisions = "hal_sharing.decisions";
    public const string FreshnessChecks = "hal_sharing.freshness.checks";
    public const string FreshnessQuestions = "hal_sharing.freshness.questions";
    public const string StoreRequests = "hal_sharing.store.requests";
    public const string StoreSize = "hal_sharing.store.size";
    public const string Retries = "hal_sharing.retries";
    public const string BreakerOpened = "hal_sharing.breaker.opened";
    public const string BreakerOpen = "hal_sharing.breaker.open";
    public const string WriteSlotsUsed = "hal_sharing.write_slots.used";
    public const string RefusedRequests = "hal_sharing.refused_requests";
    public const string RequestsInProgress = "hal_sharing.requests.in_progress";
    public const string RequestsWaiting = "hal_sharing.requests.waiting";
    public const string WriteSlotsLimit = "hal_sharing.write_slots.limit";
    public const string FeedBehind = "hal_sharing.feed.behind";
    public const string FeedStreams = "hal_sharing.feed.streams";
}

/// <summary>The names of their tags.</summary>
public static class TagNames
{
    public const string Outcome = "outcome";
    public const string Result = "result";
    public const string Pipeline = "pipeline";
    public const string Kind = "kind";
    public const string Reason = "reason";
}

/// <summary>The values of <see cref="TagNames.Outcome"/>.</summary>
public static class DecisionOutcome
{
    public const string Allowed = "allowed";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not_found";
    public const string Conflict = "conflict";
    public const string Limited = "limited";
    public const string Invalid = "invalid";
    public const string Failed = "failed";
}

/// <summary>The values of <see cref="TagNames.Result"/> of a check of freshness.</summary>
public static class FreshnessResult
{
    /// <summary>The stored document was sent.</summary>
    public const string Current = "current";

    /// <summary>What it shows changed, or the caller may not read it.</summary>
    public const string Changed = "changed";

    /// <summary>No document of the address was stored.</summary>
    public const string NotStored = "not_stored";
}
