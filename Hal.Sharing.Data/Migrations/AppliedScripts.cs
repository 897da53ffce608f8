namespace Hal.Sharing.Data.Migrations;

/// <summary>The scripts that a database records as applied: each migration, and the last version of each script of functions.</summary>
internal sealed class AppliedScripts
{
    public const string CreateTablesSql = """
        create table if not exists schema_migrations (
            version int primary key,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now());
        create table if not exists schema_functions (
            name text primary key,
            version int not null,
            checksum text not null,
            applied_at timestamptz not null default now())
        """;

    // A role that owns nothing can ask, and so can every role while the database is read-only.
    public const string HasTablesSql =
        "select to_regclass('schema_migrations') is not null and to_regclass('schema_functions') is not null";

    public const string ListSql = """
        select m.version, false, m.name, m.checksum from schema_migrations m
        union all
        select f.version, true, f.name, f.checksum from schema_functions f
        order by version
        """;

    public const string RecordMigrationSql = "insert into schema_migrations (version, name, checksum) values ($1, $2, $3)";

    public const string RecordFunctionsSql = """
        insert into schema_functions (version, name, checksum) values ($1, $2, $3)
        on conflict (name) do update set version = excluded.version, checksum = excluded.checksum, applied_at = now()
        """;

    private readonly List<Row> _migrations = [];
    private readonly List<Row> _functions = [];

    public void Add(int version, bool isFunctions, string name, string checksum) =>
        (isFunctions ? _functions : _migrations).Add(new Row(version, name, checksum));

    /// <summary>Returns the first script that must be applied; null if the database is current.</summary>
    public MigrationScript? Next(IReadOnlyList<MigrationScript> scripts) => scripts.FirstOrDefault(script => script.IsFunctions
        ? !_functions.Exists(row => row.Name == script.Name && row.Version == script.Version)
        : IsNew(script));

    /// <exception cref="MigrationException">An applied script was edited, is missing or newer, or a new one has a lower number.</exception>
    public void Verify(IReadOnlyList<MigrationScript> scripts)
    {
        foreach (var row in _migrations)
        {
            if (scripts.FirstOrDefault(script => !script.IsFunctions && script.Version == row.Version) is not { } script)
                throw Missing($"Migration {row.Name}");
            if (script.Checksum != row.Checksum)
                throw new MigrationException(
                    $"Migration {script.Name} was edited after it had been applied: restore it, and put the change into a new file.");
        }
        if (_migrations is [.., var last] && scripts.FirstOrDefault(script => script.Version < last.Version && IsNew(script)) is { } late)
            throw new MigrationException(
                $"Migration {late.Name} comes before {last.Name}, which was applied already: give it a number after that.");
        foreach (var row in _functions)
        {
            if (scripts.FirstOrDefault(script => script.Name == row.Name) is not { } script)
                throw Missing($"The script {row.Name}");
            if (script.Version < row.Version)
                throw new MigrationException(
                    $"The script {row.Name} has version {row.Version} in this database, but {script.Version} in this program: "
                    + "run a newer version of the program.");
            if (script.Version == row.Version && script.Checksum != row.Checksum)
                throw new MigrationException(
                    $"The script {row.Name} was edited after it had been applied: raise the version in its first line.");
        }
    }

    private bool IsNew(MigrationScript script) => !script.IsFunctions && !_migrations.Exists(row => row.Version == script.Version);

    private static MigrationException Missing(string script) => new(
        $"{script} was applied to this database, but this program does not have it: "
        + "run a newer version of the program, or restore the file.");

    private sealed record Row(int Version, string Name, string Checksum);
}
