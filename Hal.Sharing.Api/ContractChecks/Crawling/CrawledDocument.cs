namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>A document that was read, from its own address.</summary>
/// <param name="FirstKind">Its kind, as far as the first link that led to it says.</param>
/// <param name="Methods">What OPTIONS allows.</param>
/// <param name="Page">Its number among the pages of a list, from 1.</param>
/// <param name="Body">As it was received.</param>
internal sealed record CrawledDocument(
    Uri Address, HalDocument Document, string FirstKind, IReadOnlyList<string> Methods, int Page, ReadOnlyMemory<byte> Body);
