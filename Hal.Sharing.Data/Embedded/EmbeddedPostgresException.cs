namespace Hal.Sharing.Data.Embedded;

/// <summary>Says in one line why there is no embedded PostgreSQL and what to do; callers print it unchanged.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException() : this("The embedded PostgreSQL is not available.")
    {
    }

    public EmbeddedPostgresException(string message) : base(OneLine(message))
    {
    }

    public EmbeddedPostgresException(string message, Exception innerException) : base(OneLine(message), innerException)
    {
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
