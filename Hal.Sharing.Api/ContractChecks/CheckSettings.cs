using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Api.ContractChecks;

/// <summary>What a check reads, with what it compares, and when it fails.</summary>
/// <param name="Entry">The entry point of the API.</param>
/// <param name="Baseline">The folder of the committed contract.</param>
/// <param name="FailOn">The least severity that makes the check fail.</param>
/// <param name="Update">Whether the baseline is written anew.</param>
/// <param name="Snapshots">Whether whole documents are compared, too.</param>
public sealed record CheckSettings(
    Uri Entry, IReadOnlyList<CheckUser> Users, string Baseline, CheckLimits Limits, Severity FailOn, bool Update, bool Snapshots);
