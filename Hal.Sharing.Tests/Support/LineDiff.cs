namespace Hal.Sharing.Tests.Support;

/// <summary>Shows how two texts differ, line by line, with a little of what surrounds each difference.</summary>
internal static class LineDiff
{
    private const int Context = 3;

    public static string Between(string before, string after) =>
        string.Join('\n', Shorten(Compare(before.Split('\n'), after.Split('\n'))));

    /// <summary>Every line with its mark: kept, removed or added.</summary>
    private static List<(char Mark, string Line)> Compare(string[] before, string[] after)
    {
        var common = CommonLengths(before, after);
        var lines = new List<(char, string)>();
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                lines.Add((' ', before[i]));
                i++;
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(('-', before[i++]));
            }
            else
            {
                lines.Add(('+', after[j++]));
            }
        }
        return lines;
    }

    /// <summary>The length of the longest common subsequence of what follows line i of the one and line j of the other.</summary>
    private static int[,] CommonLengths(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
            for (var j = after.Length - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j]
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
        return common;
    }

    private static IEnumerable<string> Shorten(List<(char Mark, string Line)> lines)
    {
        var gap = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var near = Enumerable.Range(i - Context, (2 * Context) + 1)
                .Any(n => n >= 0 && n < lines.Count && lines[n].Mark != ' ');
            if (near)
                yield return $"{lines[i].Mark} {lines[i].Line}";
            else if (!gap)
                yield return "  …";
            gap = !near;
        }
    }
}
