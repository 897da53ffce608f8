using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Api.ContractChecks;

/// <summary>What a check found.</summary>
/// <param name="Users">What was read as each user.</param>
/// <param name="ChangedFiles">How many files of the baseline an update wrote or removed.</param>
public sealed record CheckResult(
    CheckSettings Settings, IReadOnlyList<Difference> Differences, IReadOnlyList<ReadUser> Users, int ChangedFiles)
{
    public bool IsFailed => !Settings.Update && Differences.Any(Fails);

    public bool Fails(Difference difference) => difference.Rule.Severity >= Settings.FailOn;
}
