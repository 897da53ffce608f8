namespace Hal.Sharing.Data.Embedded;

/// <summary>Where the embedded PostgreSQL is, and how this process uses it.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The folder of the cluster, its password and locks; created if missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder with postgres, initdb and pg_ctl; null: the first one found, or one that is fetched.</summary>
    public string? ProgramsFolder { get; init; }

    /// <summary>A folder has one server; a visitor (a command) can use it at the same time.</summary>
    public bool IsVisitor { get; init; }

    /// <summary>Whether a server starts with an empty database, whatever was there. It needs a folder of its own.</summary>
    public bool StartsEmpty { get; init; }

    /// <summary>More settings, as for `postgres -c`; values are plain words.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads SHARING_DATA_DIR and SHARING_POSTGRES_BIN; the default folder is one that PostgreSQL's account can reach.</summary>
    public static EmbeddedPostgresOptions FromEnvironment() => new()
    {
        DataFolder = NotEmpty(Environment.GetEnvironmentVariable("SHARING_DATA_DIR")) ?? UserFolders.Data,
        ProgramsFolder = NotEmpty(Environment.GetEnvironmentVariable("SHARING_POSTGRES_BIN")),
    };

    /// <summary>Returns the same for a folder inside this one, whose database is new at each start of a server.</summary>
    public EmbeddedPostgresOptions ForDemo() => this with { DataFolder = Path.Combine(DataFolder, "demo"), StartsEmpty = true };

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
