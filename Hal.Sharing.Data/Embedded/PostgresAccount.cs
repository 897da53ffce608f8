namespace Hal.Sharing.Data.Embedded;

/// <summary>
/// The account that runs PostgreSQL's programs: the account of this process or, because PostgreSQL refuses to run as root, another one.
/// </summary>
internal sealed class PostgresAccount
{
    private readonly string? _user;
    private readonly IReadOnlyList<string> _prefix;

    private PostgresAccount(string? user, IReadOnlyList<string> prefix) => (_user, _prefix) = (user, prefix);

    /// <summary>Returns the account of this process; for root, the folder's owner or another account that works.</summary>
    public static async Task<PostgresAccount> FindAsync(string ownedFolder, CancellationToken cancellationToken)
    {
        if (!UserFolders.IsRoot)
            return new PostgresAccount(null, []);
        string?[] candidates = [await OwnerAsync(ownedFolder, cancellationToken), "postgres", "nobody"];
        foreach (var candidate in candidates.OfType<string>().Where(name => name is not ("root" or "UNKNOWN")))
        {
            string[][] prefixes =
            [
                ["runuser", "-u", candidate, "--"],
                ["setpriv", "--reuid", candidate, "--clear-groups", "--"],
                ["sudo", "-n", "-u", candidate, "--"],
            ];
            foreach (var prefix in prefixes)
            {
                var probe = await ProgramRun.StartAsync(prefix[0], [.. prefix[1..], "true"], "/", cancellationToken);
                if (probe.Succeeded)
                    return new PostgresAccount(candidate, prefix);
            }
        }
        throw new EmbeddedPostgresException(
            "PostgreSQL refuses to run as root, and no other user is available: create a user 'postgres', "
            + "start the server as another user, or set ConnectionStrings:Sharing.");
    }

    /// <summary>For messages; empty if PostgreSQL runs as the user of this process.</summary>
    public string AsUser => _user is null ? "" : $" as the user {_user}";

    public Task<ProgramRun> RunAsync(
        string program, IEnumerable<string> arguments, string workingFolder, CancellationToken cancellationToken) =>
        _prefix.Count == 0
            ? ProgramRun.StartAsync(program, arguments, workingFolder, cancellationToken)
            : ProgramRun.StartAsync(_prefix[0], [.. _prefix.Skip(1), program, .. arguments], workingFolder, cancellationToken);

    /// <summary>Makes the account the owner of a folder, and checks that it can reach the folder.</summary>
    public async Task TakeAsync(string folder, bool withContent, CancellationToken cancellationToken)
    {
        if (_user is null)
            return;
        string[] recursive = withContent ? ["-R"] : [];
        var owned = await ProgramRun.StartAsync("chown", [.. recursive, _user, folder], "/", cancellationToken);
        if (!owned.Succeeded)
            throw new EmbeddedPostgresException($"The folder {folder} cannot be given to the user {_user}: {owned.Reason}");
        var reached = await RunAsync("test", ["-w", folder], "/", cancellationToken);
        if (!reached.Succeeded)
            throw new EmbeddedPostgresException(
                $"PostgreSQL runs as the user {_user}, which cannot reach {folder}: open the folders above it (chmod o+x), "
                + "or set SHARING_DATA_DIR to another folder.");
    }

    private static async Task<string?> OwnerAsync(string folder, CancellationToken cancellationToken)
    {
        string[] format = OperatingSystem.IsLinux() ? ["-c", "%U"] : ["-f", "%Su"];
        var stat = await ProgramRun.StartAsync("stat", [.. format, folder], "/", cancellationToken);
        return stat.Succeeded ? stat.Output.Trim() : null;
    }
}
