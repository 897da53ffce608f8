namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// The faults of one document, at most one for each pointer and no more than a reader can use:
/// otherwise 64 KB of nonsense would be answered with a megabyte of errors.
/// </summary>
internal sealed class FaultList
{
    private const int Limit = 20;

    private readonly List<Fault> _faults = [];

    public bool IsFull => _faults.Count > Limit;

    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Adds the fault unless its pointer has one; when the list is full, that there are more.</summary>
    public void Add(string pointer, string detail)
    {
        if (IsFull || _faults.Exists(fault => fault.Pointer == pointer))
            return;
        _faults.Add(_faults.Count < Limit
            ? new Fault(pointer, detail)
            : new Fault(JsonPointer.Root, "There are more faults than are listed here."));
    }
}
