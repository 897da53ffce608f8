using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.ContractChecks;

/// <summary>A user with whose token the API is read.</summary>
/// <param name="Name">Names the folder of the baseline.</param>
/// <param name="Token">A bearer token, or null to send none.</param>
public sealed record CheckUser(string Name, string? Token)
{
    private static readonly Regex NameForm = new(@"^(?!\.{1,2}$)[A-Za-z0-9._@-]{1,64}$");

    /// <summary>
    /// Reads <c>NAME=TOKEN</c>, <c>NAME=@FILE</c>, or <c>NAME</c> for a user without a token. An empty token is none that was meant: a
    /// variable of the shell may not be set, and the API would be read as a stranger.
    /// </summary>
    /// <exception cref="CheckException">The argument has another form, or the file cannot be read.</exception>
    public static CheckUser Parse(string argument)
    {
        var name = argument.Split('=')[0];
        if (!NameForm.IsMatch(name))
            throw new CheckException(
                $"{WithoutToken(argument)}: send NAME=TOKEN, NAME=@FILE, or NAME for no token; "
                + "a name has 1 to 64 of A-Z a-z 0-9 . _ @ -.");
        if (name.Length == argument.Length)
            return new CheckUser(name, null);
        var value = argument[(name.Length + 1)..];
        var token = value.StartsWith('@') ? ReadFile(name, value[1..]) : value.Trim();
        if (token.Length == 0)
            throw new CheckException(
                $"--as {name}=: the token is empty, as of a variable that is not set; for no token, send --as {name}.");
        if (token.Any(character => character is <= ' ' or > '~'))
            throw new CheckException($"--as {name}: the token contains spaces or characters that no token has; send one token only.");
        return new CheckUser(name, token);
    }

    private static string ReadFile(string name, string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } token
                ? token
                : throw new CheckException($"--as {name}=@{path}: the file is empty; for no token, send --as {name}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckException($"--as {name}=@{path}: {exception.Message}", exception);
        }
    }

    // All but the name may be a secret.
    private static string WithoutToken(string argument) =>
        argument.IndexOf('=', StringComparison.Ordinal) is var end and >= 0 and <= 64 ? $"--as {argument[..end]}=…" : "--as";
}
