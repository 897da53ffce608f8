namespace Hal.Sharing.Api.Hosting;

/// <summary>What a process opens its database for.</summary>
public enum DatabaseUse
{
    /// <summary>To serve requests.</summary>
    Serve,

    /// <summary>To run a command as the server would.</summary>
    Command,

    /// <summary>Only to migrate it, which can be as another role than the server's.</summary>
    Migrate,
}
