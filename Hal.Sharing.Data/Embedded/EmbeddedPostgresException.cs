namespace Hal.Sharing.Data.Embedded;

/// <summary>Says in one line why there is no private PostgreSQL and what to do about it; callers print it as it is.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException() : this("The private PostgreSQL is not available.")
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
