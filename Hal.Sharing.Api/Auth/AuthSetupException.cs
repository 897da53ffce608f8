namespace Hal.Sharing.Api.Auth;

/// <summary>Signing in cannot work as configured; the message is the one line that says what to set.</summary>
public sealed class AuthSetupException(string message, Exception? cause = null) : Exception(message, cause);
