namespace Hal.Sharing.Api;

/// <summary>Ends the process with one line on stderr and exit code 1, for a fault that the operator can correct.</summary>
public sealed class StartupException : Exception
{
    public StartupException() : this("The server cannot start.")
    {
    }

    public StartupException(string message) : base(message)
    {
    }

    public StartupException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
