using System.Globalization;
using System.Text;
using Hal.Sharing.Bench.Cases;

namespace Hal.Sharing.Bench.Reports;

/// <summary>Draws the CPU time of each read, server and PostgreSQL together, against the number of shares.</summary>
internal static class SizePlot
{
    private const int Width = 760;
    private const int Height = 420;
    private const int Left = 60;
    private const int Right = 240;
    private const int Top = 40;
    private const int Bottom = 50;

    private static readonly string[] Colors = ["#1b6ca8", "#c0392b", "#27864e", "#8e5bb5", "#b9770e"];

    /// <summary>Returns an SVG document; null if the run has fewer than two sizes.</summary>
    public static string? Of(RunResult run)
    {
        var sizes = run.Options.Sizes.Order().ToList();
        var curves = SizeCases.Reads.Select(read => (read.Title, Costs: sizes.Select(size => CostOf(run, read.Key, size)).ToList()))
            .Where(curve => curve.Costs.All(cost => cost is not null)).ToList();
        if (sizes.Count < 2 || curves.Count == 0)
            return null;
        var most = curves.SelectMany(curve => curve.Costs).Max()!.Value * 1.1;
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""");
        svg.AppendLine("""<rect width="100%" height="100%" fill="#fff"/>""");
        Text(svg, Left, Top - 16, "CPU of server and PostgreSQL, microseconds per request, against the number of shares");
        DrawAxes(svg, sizes, most);
        foreach (var (at, curve) in curves.Index())
            DrawCurve(svg, sizes, curve.Title, [.. curve.Costs.OfType<double>()], most, at);
        return svg.AppendLine("</svg>").ToString();
    }

    private static double? CostOf(RunResult run, string read, int size) => Spread.Of(
        run.Find(SizeCases.KeyOf(read), 16, $"10^{size}")?.Samples.Select(one => one.ServerCpu + one.DatabaseCpu) ?? [])?.Median;

    private static void DrawAxes(StringBuilder svg, List<int> sizes, double most)
    {
        for (var step = 0; step <= 4; step++)
        {
            var value = most * step / 4;
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<path d="M{Left} {Y(value, most):0.#}H{Width - Right}" stroke="#ddd" fill="none"/>""");
            Text(svg, 8, Y(value, most) + 4, Spread.Number(value, "0"));
        }
        foreach (var size in sizes)
            Text(svg, X(size, sizes) - 12, Height - Bottom + 22, $"10^{size}");
    }

    private static void DrawCurve(StringBuilder svg, List<int> sizes, string title, List<double> costs, double most, int at)
    {
        var color = Colors[at % Colors.Length];
        var points = costs.Select((cost, index) => string.Create(
            CultureInfo.InvariantCulture, $"{X(sizes[index], sizes):0.#},{Y(cost, most):0.#}")).ToList();
        svg.AppendLine($"""<polyline points="{string.Join(' ', points)}" stroke="{color}" stroke-width="2" fill="none"/>""");
        foreach (var point in points.Select(point => point.Split(',')))
            svg.AppendLine($"""<circle cx="{point[0]}" cy="{point[1]}" r="4" fill="{color}"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<rect x="{Width - Right + 24}" y="{Top + (at * 24)}" width="12" height="12" fill="{color}"/>""");
        Text(svg, Width - Right + 42, Top + (at * 24) + 10, $"{title}: {Spread.Number(costs[^1], "0")} us");
    }

    private static double X(int size, List<int> sizes) =>
        Left + 20 + ((Width - Left - Right - 40) * (double)(size - sizes[0]) / (sizes[^1] - sizes[0]));

    private static double Y(double value, double most) => Height - Bottom - ((Height - Top - Bottom) * value / most);

    private static void Text(StringBuilder svg, double x, double y, string text) =>
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x:0.#}" y="{y:0.#}" fill="#222">{text}</text>""");
}
