using System.Globalization;

namespace Hal.Sharing.Bench;

/// <summary>The arguments of bench/run.</summary>
/// <param name="IsQuick">Whether only the most important cases are measured, for a comparison before and after a change.</param>
/// <param name="Only">The key of the only case to measure, or its beginning; null for all.</param>
/// <param name="Sizes">Powers of ten; most cases use only <see cref="MainSize"/>.</param>
/// <param name="Against">An earlier server to compare with, instead of the other programs; null for these.</param>
internal sealed record BenchOptions(
    bool IsQuick, string? Only, int Rounds, double Seconds, IReadOnlyList<int> Sizes, ServerBuild? Against = null)
{
    public const string Usage = "bench/run [--quick] [--only CASE] [--rounds N] [--seconds N] [--sizes 4,6,7] [--against FOLDER]";

    private const int OrdinarySize = 6;

    /// <summary>The size of all cases that do not compare sizes: 10^6, or the largest that is wanted.</summary>
    public int MainSize => Sizes.Contains(OrdinarySize) ? OrdinarySize : Sizes.Max();

    /// <summary>Throws <see cref="FormatException"/> if the arguments are unknown or incomplete.</summary>
    public static BenchOptions Parse(string[] arguments)
    {
        var isQuick = arguments.Contains("--quick");
        var options = new BenchOptions(isQuick, null, isQuick ? 3 : 5, isQuick ? 2 : 3, isQuick ? [OrdinarySize] : [4, OrdinarySize, 7]);
        for (var at = 0; at < arguments.Length; at++)
        {
            options = arguments[at] switch
            {
                "--quick" => options,
                "--only" => options with { Only = Next() },
                "--against" => options with { Against = Built(Next()) },
                "--rounds" => options with { Rounds = int.Parse(Next(), CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = double.Parse(Next(), CultureInfo.InvariantCulture) },
                "--sizes" => options with { Sizes = [.. Next().Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))] },
                var other => throw new FormatException($"Unknown argument '{other}'. {Usage}"),
            };

            string Next() => ++at < arguments.Length ? arguments[at] : throw new FormatException(Usage);
        }
        return options;
    }

    private static ServerBuild Built(string folder) =>
        new ServerBuild(Path.GetFullPath(folder)) is var server && File.Exists(server.Program)
            ? server
            : throw new FormatException($"There is no {server.Program}: run 'dotnet build Hal.Sharing.Api -c Release' in {folder}.");

    /// <summary>Returns whether a case can be included whose key begins like this.</summary>
    public bool MayInclude(string beginning) =>
        Only is null || Only.StartsWith(beginning, StringComparison.Ordinal) || beginning.StartsWith(Only, StringComparison.Ordinal);

    public bool Includes(string key) => Only is null || key.StartsWith(Only, StringComparison.Ordinal);
}
