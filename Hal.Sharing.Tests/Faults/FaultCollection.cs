namespace Hal.Sharing.Tests.Faults;

/// <summary>
/// Runs the faults one after another and beside all other tests: most of their time is waiting, so that several at once would leave the
/// processors idle.
/// </summary>
[CollectionDefinition(nameof(FaultCollection))]
public sealed class FaultCollection;
