namespace Hal.Sharing.Api.ContractChecks;

/// <summary>What was read as one user.</summary>
/// <param name="Kinds">The kinds of documents, in ordinal order.</param>
public sealed record ReadUser(string Name, int Documents, IReadOnlyList<string> Kinds);
