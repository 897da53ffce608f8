using FsCheck;
using FsCheck.Fluent;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>A random sequence of requests. Its text is not shown: <see cref="Counterexample"/> shows the requests.</summary>
internal sealed record Sequence(IReadOnlyList<Step> Steps);

/// <summary>Generates sequences, and simplifies those that fail.</summary>
internal static class Sequences
{
    public const int Length = 50;

    public static Arbitrary<Sequence> Random { get; } =
        Arb.From(Steps.Any.ArrayOf(Length).Select(steps => new Sequence(steps)), Shrink);

    /// <summary>Returns simpler sequences: first without large parts, then without single steps, then with simpler steps.</summary>
    public static IEnumerable<Sequence> Shrink(Sequence sequence)
    {
        var steps = sequence.Steps;
        for (var size = steps.Count / 2; size >= 1; size /= 2)
            for (var start = steps.Count - size; start >= 0; start -= size)
                yield return new([.. steps.Take(start), .. steps.Skip(start + size)]);
        for (var i = steps.Count - 1; i >= 0; i--)
            foreach (var simpler in SimplerSteps.Of(steps[i]))
                yield return new([.. steps.Take(i), simpler, .. steps.Skip(i + 1)]);
    }
}
