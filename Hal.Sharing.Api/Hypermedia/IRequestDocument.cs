namespace Hal.Sharing.Api.Hypermedia;

/// <summary>A request body that knows how to read itself, so that every fault in it is found at once.</summary>
public interface IRequestDocument<TSelf>
    where TSelf : IRequestDocument<TSelf>
{
    /// <summary>
    /// Reads every member that the document can have, on every path: what is not asked for counts as unknown.
    /// Values that come of a faulty document are never seen by an action.
    /// </summary>
    static abstract TSelf Read(DocumentReader document);
}
