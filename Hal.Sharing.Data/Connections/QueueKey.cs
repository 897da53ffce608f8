namespace Hal.Sharing.Data.Connections;

/// <summary>Identifies the queue in which writes of one caller wait if the resource is busy.</summary>
/// <param name="Resource">Its name in the request. A resource with several names has several queues.</param>
/// <param name="CallerId">The caller.</param>
internal readonly record struct QueueKey(string Resource, string CallerId);
