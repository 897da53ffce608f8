namespace Hal.Sharing.Tests.Faults;

/// <summary>One write request and what became of it.</summary>
/// <param name="Key">What was written, as the record of changes names it: a share, or an integration for its owner or its name.</param>
/// <param name="Value">The new value; null deletes it.</param>
/// <param name="Sent">When the request was sent, as a timestamp of Stopwatch.</param>
/// <param name="Status">0 without a response.</param>
public sealed record WriteAttempt(string Key, string? Value, WriteOutcome Outcome, long Sent, long Ended, int Status);
