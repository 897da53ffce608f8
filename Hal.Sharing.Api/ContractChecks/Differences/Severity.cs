namespace Hal.Sharing.Api.ContractChecks.Differences;

/// <summary>What a difference means to clients that relied on the baseline.</summary>
public enum Severity
{
    /// <summary>Clients that ignore what they do not know go on.</summary>
    Compatible,

    /// <summary>A user may do more than before: clients go on, but it may not be intended.</summary>
    Rights,

    /// <summary>Clients can fail.</summary>
    Breaking,
}
