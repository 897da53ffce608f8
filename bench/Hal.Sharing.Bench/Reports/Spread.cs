using System.Globalization;

namespace Hal.Sharing.Bench.Reports;

/// <summary>The median of some rounds, with the least and the most.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>Returns null if there are no values.</summary>
    public static Spread? Of(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToList();
        if (sorted.Count == 0)
            return null;
        var middle = sorted.Count / 2;
        var median = sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(median, sorted[0], sorted[^1]);
    }

    public string Show(string format, double divisor = 1) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Number(Median / divisor, format)} ({Number(Least / divisor, format)}-{Number(Most / divisor, format)})");

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
