namespace Hal.Sharing.Api.ContractChecks.Differences;

/// <summary>A difference of one kind, before it is said for which user.</summary>
internal sealed record Change(Rule Rule, string Subject, string Predicate, IReadOnlyList<string> Documents);
