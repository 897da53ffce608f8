namespace Hal.Sharing.Data.Connections;

/// <summary>Ends a transaction that would have to wait while enough others wait for the same resource.</summary>
/// <param name="resource">Its name in the request. A resource with several names has several queues.</param>
/// <param name="callerId">The caller who waits.</param>
internal sealed class BusyResourceException(string resource, string callerId) : Exception($"Other writes of {resource} wait.")
{
    public string Resource { get; } = resource;

    public string CallerId { get; } = callerId;
}
