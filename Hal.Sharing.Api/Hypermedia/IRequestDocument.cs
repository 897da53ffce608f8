namespace Hal.Sharing.Api.Hypermedia;

/// <summary>A request body that reads itself, so that all its faults are found at once.</summary>
public interface IRequestDocument<TSelf>
    where TSelf : IRequestDocument<TSelf>
{
    /// <summary>
    /// Reads every property that the document can have, on every path: a property that is not read counts as unknown. Actions never get
    /// a faulty document.
    /// </summary>
    static abstract TSelf Read(DocumentReader document);
}
