namespace Hal.Sharing.Data.Connections;

/// <summary>Ends a transaction that would have to wait while enough others wait for the same resource.</summary>
internal sealed class BusyResourceException() : Exception("Other writes of the resource wait.");
