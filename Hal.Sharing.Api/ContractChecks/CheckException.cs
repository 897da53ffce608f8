namespace Hal.Sharing.Api.ContractChecks;

/// <summary>The check cannot be made or finished. The message is one line.</summary>
public sealed class CheckException(string message, Exception? inner = null) : Exception(message, inner);
