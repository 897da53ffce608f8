namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// The faults of one document: at most one for each location, and at most 20. Without a limit, 64 KB of nonsense would get a
/// megabyte of errors.
/// </summary>
internal sealed class FaultList
{
    public const int Limit = 20;

    private readonly List<Fault> _faults = [];

    /// <summary>Whether there are more faults than the list has.</summary>
    public bool HasMore { get; private set; }

    public bool IsEmpty => _faults.Count == 0;

    /// <summary>Adds the fault, unless its location has one or the list is full.</summary>
    public void Add(Fault fault)
    {
        if (_faults.Exists(other => other.Location.SequenceEqual(fault.Location)))
            return;
        if (_faults.Count < Limit)
            _faults.Add(fault);
        else
            HasMore = true;
    }

    /// <summary>Returns 400 with all faults.</summary>
    public Refusal ToRefusal() => new(StatusCodes.Status400BadRequest, this switch
    {
        { HasMore: true } => $"The request body has more than {Limit} faults; 'errors' lists the first {Limit}.",
        { _faults: [var only] } => only.Detail,
        _ => $"The request body has {_faults.Count} faults; 'errors' lists them.",
    }, _faults);
}
