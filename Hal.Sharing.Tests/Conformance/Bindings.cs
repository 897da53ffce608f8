using System.Text;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>The values that <see cref="Unknown"/> stands for, as far as responses have shown them.</summary>
internal sealed partial class Bindings
{
    private readonly Dictionary<string, string> _values = [];
    private readonly Dictionary<(string Group, string Value), string> _members = [];

    /// <summary>Whether the text is what is expected. Binds the values that it shows first.</summary>
    public bool Match(string expected, string actual)
    {
        if (!expected.Contains('⟨', StringComparison.Ordinal))
            return expected == actual;
        var (pattern, keys, start) = (new StringBuilder("^"), new List<(string Kind, string Key)>(), 0);
        foreach (Match unknown in Mark().Matches(expected))
        {
            pattern.Append(Regex.Escape(expected[start..unknown.Index])).Append('(').Append(Form(unknown.Groups[1].Value)).Append(')');
            keys.Add((unknown.Groups[1].Value, unknown.Groups[2].Value));
            start = unknown.Index + unknown.Length;
        }
        var match = Regex.Match(actual, pattern.Append(Regex.Escape(expected[start..])).Append('$').ToString(), RegexOptions.Singleline);
        return match.Success && keys.Index().All(key => Bind(key.Item.Kind, key.Item.Key, match.Groups[key.Index + 1].Value));
    }

    /// <summary>Returns the text with all values; null if one has not been shown yet.</summary>
    public string? Resolve(string expected)
    {
        var isComplete = true;
        var text = Mark().Replace(expected, unknown =>
        {
            isComplete &= _values.TryGetValue($"{unknown.Groups[1]}:{unknown.Groups[2]}", out var value);
            return value ?? "";
        });
        return isComplete ? text : null;
    }

    /// <summary>Returns the position that a cursor of a query stands for; null if it is not one of its cursors.</summary>
    public string? Position(string query, string cursor) => _members.GetValueOrDefault(($"cursor:{query}", cursor));

    /// <summary>The cursors that responses have shown, with their queries.</summary>
    public IEnumerable<(string Query, string Cursor)> Cursors =>
        from member in _members.Keys
        where member.Group.StartsWith("cursor:", StringComparison.Ordinal)
        select (member.Group["cursor:".Length..], member.Value);

    private bool Bind(string kind, string key, string value)
    {
        if (kind is "trace" or "any")
            return true;
        var hash = key.IndexOf('#', StringComparison.Ordinal);
        // Equal bytes have equal digests for one reader; different bytes have different digests for all readers.
        var group = kind == "digest" ? kind : $"{kind}:{key[..hash]}";
        return Same(_values, $"{kind}:{key}", value) && Same(_members, (group, value), key[(hash + 1)..]);
    }

    private static bool Same<TKey>(Dictionary<TKey, string> bound, TKey key, string value)
        where TKey : notnull
    {
        if (bound.TryGetValue(key, out var present))
            return present == value;
        bound[key] = value;
        return true;
    }

    private static string Form(string kind) => kind switch
    {
        "revision" => "[0-9a-z-]+",
        "cursor" => "[A-Za-z0-9_-]+",
        "digest" => "[A-Za-z0-9_-]{16}",
        "trace" => "[0-9a-f]{32}",
        _ => ".*",
    };

    [GeneratedRegex("⟨([a-z]+):([^⟩]*)⟩")]
    private static partial Regex Mark();
}
