namespace Hal.Sharing.Api.CommandLine;

/// <summary>The users of the command <c>token</c>, and the lines that it prints for them.</summary>
internal sealed class TokenLines
{
    public const string Text = "text";
    private const string Env = "env";

    private readonly bool _isEnv;

    /// <param name="users">IDs with commas between them.</param>
    /// <param name="format">text or env.</param>
    /// <exception cref="StartupException">A user is missing or twice, two users have one name, or the format is unknown.</exception>
    public TokenLines(string users, string format)
    {
        _isEnv = format == Env;
        if (!_isEnv && format != Text)
            throw new StartupException($"--format {format}: send {Text} or {Env}.");
        Users = users.Split(',', StringSplitOptions.TrimEntries);
        if (Users.Contains("", StringComparer.Ordinal))
            throw new StartupException($"--user '{users}' has an empty ID: send IDs with commas between them.");
        if (Users.CountBy(user => user).FirstOrDefault(user => user.Value > 1).Key is { } twice)
            throw new StartupException($"--user names '{twice}' twice; send each ID once.");
        if (_isEnv && Users.GroupBy(Name).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new StartupException(
                $"'{string.Join("' and '", same)}' would both be {same.Key}: start the command for each of them.");
    }

    public IReadOnlyList<string> Users { get; }

    public string Line(string userId, string token) => _isEnv ? $"{Name(userId)}={token}" : token;

    /// <summary>Returns a name that shells accept: <c>TOKEN_J_DOE</c> for j.doe.</summary>
    private static string Name(string userId) => "TOKEN_" + string.Concat(
        userId.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'));
}
