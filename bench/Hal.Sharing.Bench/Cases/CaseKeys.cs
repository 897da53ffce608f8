namespace Hal.Sharing.Bench.Cases;

/// <summary>The keys of the cases, which <c>--only</c> selects and the targets name.</summary>
internal static class CaseKeys
{
    public const string List = "list";
    public const string ListSql = "list-sql";
    public const string ColdList = "never-read";
    public const string NotModified = "304";
    public const string Share = "share";
    public const string Owner = "owner";
    public const string Integration = "integration";
    public const string EntryPoint = "entry-point";
    public const string Teams = "v1-teams";
    public const string Integrations = "my-integrations";
    public const string ManyIntegrations = "15000-integrations";
    public const string PutShare = "put-share";
    public const string Transfer = "transfer";
    public const string Disturbed = "disturbed";
    public const string LimitsList = "limits-list";
    public const string LimitsPut = "limits-put";
    public const string TelemetryList = "telemetry-list";
    public const string TelemetryPut = "telemetry-put";
    public const string Versions = "versions";
    public const string FirstPage = "first-page";
    public const string DeepPage = "deep-page";
    public const string Sizes = "sizes";
}
