namespace Hal.Sharing.Tests.Feed;

/// <summary>Compares what several readers got, in their orders, with what was written.</summary>
internal static class ReadOrder
{
    /// <summary>Returns what is wrong: a change that a reader lacks, got twice, or got in another order than the first reader.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlySet<string> written, IReadOnlyList<IReadOnlyList<string>> readers)
    {
        var faults = new List<string>();
        foreach (var (reader, names) in readers.Index())
        {
            faults.AddRange(written.Except(names).Select(name => $"reader {reader} lacks {name}"));
            faults.AddRange(names.Except(written).Select(name => $"reader {reader} got {name}, which was not committed"));
            faults.AddRange(names.GroupBy(name => name).Where(same => same.Count() > 1)
                .Select(same => $"reader {reader} got {same.Key} twice"));
            if (!names.SequenceEqual(readers[0]))
                faults.Add($"reader {reader} has another order than the first one");
        }
        return faults;
    }
}
