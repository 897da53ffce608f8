namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>What is at an address.</summary>
/// <param name="Document">Null if it is no HAL document, or could not be read.</param>
internal sealed record Outcome(int Status, string MediaType, CrawledDocument? Document);
