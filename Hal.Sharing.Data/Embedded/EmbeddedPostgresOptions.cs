namespace Hal.Sharing.Data.Embedded;

/// <summary>Where the private PostgreSQL lives, and what whoever opens it wants to be.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Holds cluster, password and locks; made when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder with postgres, initdb and pg_ctl; null looks for one, and fetches one where none is.</summary>
    public string? ProgramsFolder { get; init; }

    /// <summary>A server has its folder for itself; a visitor (a verb) may come while one runs.</summary>
    public bool IsVisitor { get; init; }

    /// <summary>Settings besides the usual ones, as `postgres -c` takes them; values are plain words.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>SHARING_DATA_DIR and SHARING_POSTGRES_BIN, or a folder of the user's own that PostgreSQL's user can reach.</summary>
    public static EmbeddedPostgresOptions FromEnvironment() => new()
    {
        DataFolder = NotEmpty(Environment.GetEnvironmentVariable("SHARING_DATA_DIR")) ?? UserFolders.Data,
        ProgramsFolder = NotEmpty(Environment.GetEnvironmentVariable("SHARING_POSTGRES_BIN")),
    };

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
