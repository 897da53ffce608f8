namespace Hal.Sharing.Data.Migrations;

/// <summary>Says in one line why the database cannot be migrated; callers print it unchanged.</summary>
public sealed class MigrationException : Exception
{
    public MigrationException() : this("The database cannot be migrated.")
    {
    }

    public MigrationException(string message) : base(message)
    {
    }

    public MigrationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
