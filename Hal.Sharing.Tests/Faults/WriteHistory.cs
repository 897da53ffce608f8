namespace Hal.Sharing.Tests.Faults;

/// <summary>Compares the requests for one key with its change records, both in their order.</summary>
public static class WriteHistory
{
    /// <summary>A change record: the values before and after; null for none.</summary>
    public sealed record Change(string? Before, string? After);

    /// <summary>Returns what contradicts the requests; empty if some outcome of the unknown ones explains everything.</summary>
    /// <param name="current">The value that the table has.</param>
    public static IEnumerable<string> Faults(
        string key, string? initial, IReadOnlyList<WriteAttempt> attempts, IReadOnlyList<Change> changes, string? current)
    {
        var last = initial;
        foreach (var (index, change) in changes.Index())
        {
            if (change.Before != last)
                yield return $"{key}: change {index} is from {Show(change.Before)}, but the value was {Show(last)}";
            last = change.After;
        }
        if (current != last)
            yield return $"{key}: the table has {Show(current)}, but the last change record has {Show(last)}";
        if (FirstUnexplained(initial, attempts, changes) is { } attempt)
            yield return $"{key}: {Show(attempt)} is not explained by the {changes.Count} change records";
    }

    /// <summary>
    /// Follows every possible number of change records that the requests so far can have written. Returns the first request after which
    /// none is left; the last one if records remain that no request explains.
    /// </summary>
    private static WriteAttempt? FirstUnexplained(string? initial, IReadOnlyList<WriteAttempt> attempts, IReadOnlyList<Change> changes)
    {
        HashSet<int> possible = [0];
        foreach (var attempt in attempts)
        {
            possible = [.. possible.SelectMany(written => After(attempt, written))];
            if (possible.Count == 0)
                return attempt;
        }
        return possible.Contains(changes.Count)
            ? null
            : attempts is [.., var last] ? last : new WriteAttempt("", changes[^1].After, WriteOutcome.Refused, 0, 0, 0);

        IEnumerable<int> After(WriteAttempt attempt, int written)
        {
            var value = written == 0 ? initial : changes[written - 1].After;
            var isNext = written < changes.Count && changes[written].After == attempt.Value && value != attempt.Value;
            return attempt.Outcome switch
            {
                // A write of the value that is there already is acknowledged, and changes nothing.
                WriteOutcome.Acknowledged when value == attempt.Value && attempt.Value is not null => [written],
                WriteOutcome.Acknowledged => isNext ? [written + 1] : [],
                WriteOutcome.Unknown => isNext ? [written, written + 1] : [written],
                WriteOutcome.Absent => value is null ? [written] : [],
                WriteOutcome.Refused => [written],
                _ => throw new InvalidOperationException($"{attempt.Outcome} is not an outcome."),
            };
        }
    }

    private static string Show(WriteAttempt attempt) => $"the {attempt.Outcome} write of {Show(attempt.Value)}";

    private static string Show(string? value) => value ?? "nothing";
}
