using System.Reflection;
using System.Text.RegularExpressions;
using Hal.Sharing.Data.Connections;

namespace Hal.Sharing.Bench.Cases;

/// <summary>The server's own statements for pgbench: the constants of its code, with pgbench's variables for its parameters.</summary>
internal static partial class ServerStatements
{
    // pgbench draws numbers and passes texts, but no null.
    private static readonly Dictionary<string, string> Common = new()
    {
        ["caller"] = ":caller",
        ["party"] = "nullif(:none, '-')",
        ["team"] = "nullif(:none, '-')",
        ["target"] = "nullif(:none, '-')",
        ["acted"] = "(:none <> '-')",
        ["name"] = ":integration",
        ["id"] = ":integration",
        ["integration"] = ":integration",
        ["now"] = "now()",
        ["after"] = "coalesce(nullif(:none, '-'), '')",
        ["limit"] = "1000",
        ["fetch"] = "1001",
    };

    /// <summary>Returns one statement or several, each with a semicolon at its end.</summary>
    /// <param name="name">The constant, as <c>ShareQueries.ListSql</c>.</param>
    /// <param name="own">What this statement uses for its own parameters.</param>
    /// <exception cref="InvalidOperationException">There is no such constant, or a parameter has no value.</exception>
    public static string Text(string name, params (string Parameter, string Value)[] own)
    {
        var values = new Dictionary<string, string>(Common);
        foreach (var (parameter, value) in own)
            values[parameter] = value;
        var text = Parameter().Replace(Constant(name), match => values.TryGetValue(match.Groups[1].Value, out var value)
            ? value
            : throw new InvalidOperationException($"{name} has the parameter {match.Value}, which bench gives no value."));
        return text.TrimEnd().TrimEnd(';') + ";";
    }

    private static string Constant(string name)
    {
        var (type, field) = name.Split('.') is [var first, var second] ? (first, second) : throw new ArgumentException(name, nameof(name));
        return (string?)typeof(Database).Assembly.GetTypes().SingleOrDefault(candidate => candidate.Name == type)
                ?.GetField(field, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetRawConstantValue()
            ?? throw new InvalidOperationException($"The server has no statement {name}.");
    }

    [GeneratedRegex(@"(?<![\w@<])[@$](\w+)")]
    private static partial Regex Parameter();
}
