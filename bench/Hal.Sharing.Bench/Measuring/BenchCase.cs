namespace Hal.Sharing.Bench.Measuring;

/// <summary>Lanes that are measured in turns and compared with the first one.</summary>
/// <param name="Key">A short name, for <c>--only</c>.</param>
/// <param name="Title">What is measured.</param>
/// <param name="Connections">The numbers of concurrent connections.</param>
/// <param name="Lanes">The first one is the baseline.</param>
internal sealed record BenchCase(string Key, string Title, IReadOnlyList<int> Connections, IReadOnlyList<Lane> Lanes);
