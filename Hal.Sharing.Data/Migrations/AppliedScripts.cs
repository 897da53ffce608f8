namespace Hal.Sharing.Data.Migrations;

/// <summary>The scripts that a database records as applied: each migration, and functions with every text that they had.</summary>
internal sealed class AppliedScripts
{
    public const string CreateTablesSql = """
        create table if not exists schema_migrations (
            version int primary key,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now());
        create table if not exists schema_functions (
            id bigint generated always as identity primary key,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now(),
            unique (name, checksum))
        """;

    public const string ListSql = """
        select m.version, m.name, m.checksum, 0::bigint as place from schema_migrations m
        union all
        select null, f.name, f.checksum, f.id from schema_functions f
        order by version, place
        """;

    public const string RecordMigrationSql = "insert into schema_migrations (version, name, checksum) values ($1, $2, $3)";
    public const string RecordFunctionsSql = "insert into schema_functions (name, checksum) values ($1, $2)";

    private readonly List<Row> _migrations = [];
    private readonly List<Row> _functions = [];

    public void Add(int? version, string name, string checksum) =>
        (version is null ? _functions : _migrations).Add(new Row(version, name, checksum));

    /// <summary>Returns the first script that must be applied; null if the database is current.</summary>
    public MigrationScript? Next(IReadOnlyList<MigrationScript> scripts) => scripts.FirstOrDefault(script => script.Version is not null
        ? !_migrations.Exists(row => row.Version == script.Version)
        : _functions.FindLast(row => row.Name == script.Name)?.Checksum != script.Checksum);

    /// <exception cref="MigrationException">An applied script was edited, is missing or newer, or a new one has a lower number.</exception>
    public void Verify(IReadOnlyList<MigrationScript> scripts)
    {
        foreach (var row in _migrations)
        {
            if (scripts.FirstOrDefault(script => script.Version == row.Version) is not { } script)
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
            if (script.Checksum == row.Checksum && row != _functions.FindLast(other => other.Name == row.Name))
                throw new MigrationException(
                    $"The script {row.Name} was replaced by a newer one in this database: "
                    + "run a newer version of the program, or edit the file.");
        }
    }

    private bool IsNew(MigrationScript script) => !_migrations.Exists(row => row.Version == script.Version);

    private static MigrationException Missing(string script) => new(
        $"{script} was applied to this database, but this program does not have it: "
        + "run a newer version of the program, or restore the file.");

    private sealed record Row(int? Version, string Name, string Checksum);
}
