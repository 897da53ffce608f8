namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// The faults of one document, at most one for each place and no more than a reader can use:
/// otherwise 64 KB of nonsense would be answered with a megabyte of errors.
/// </summary>
internal sealed class FaultList
{
    public const int Limit = 20;

    private readonly List<Fault> _faults = [];

    /// <summary>Whether there are more faults than the list has.</summary>
    public bool HasMore { get; private set; }

    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Adds the fault, unless its place has one or the list is full.</summary>
    /// <param name="place">See <see cref="JsonPlace"/>; empty for the document.</param>
    /// <param name="detail">What was sent, what is wrong with it, and what to send instead.</param>
    public void Add(IReadOnlyList<object> place, string detail)
    {
        var pointer = JsonPlace.Pointer(place);
        if (_faults.Exists(fault => fault.Pointer == pointer))
            return;
        if (_faults.Count < Limit)
            _faults.Add(new Fault(pointer, detail));
        else
            HasMore = true;
    }
}
