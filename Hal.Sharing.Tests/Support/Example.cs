using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Tests.Support;

/// <summary>
/// Compares what was sent with an example for people: <c>…</c> stands for any value, any further members, any further items or any
/// part of a text; what it does not leave out must be there, and nothing else.
/// </summary>
public static class Example
{
    private const string Rest = "…";

    /// <summary>Null where it matches, else where and how it differs.</summary>
    public static string? Difference(string example, string actual)
    {
        try
        {
            using var expected = JsonDocument.Parse(Quoted(example));
            using var sent = JsonDocument.Parse(actual);
            return Difference("", expected.RootElement, sent.RootElement);
        }
        catch (JsonException exception)
        {
            return $"no JSON: {exception.Message}\n{actual}";
        }
    }

    private static string? Difference(string path, JsonElement expected, JsonElement sent) => (expected.ValueKind, sent.ValueKind) switch
    {
        (JsonValueKind.String, _) when expected.GetString() == Rest => null,
        (JsonValueKind.String, JsonValueKind.String) =>
            Matches(expected.GetString()!, sent.GetString()!) ? null : Told(path, expected, sent),
        (JsonValueKind.Object, JsonValueKind.Object) => MemberDifference(path, expected, sent),
        (JsonValueKind.Array, JsonValueKind.Array) => ItemDifference(path, expected, sent),
        _ => JsonElement.DeepEquals(expected, sent) ? null : Told(path, expected, sent),
    };

    private static string? MemberDifference(string path, JsonElement expected, JsonElement sent)
    {
        foreach (var member in expected.EnumerateObject().Where(member => member.Name != Rest))
        {
            if (!sent.TryGetProperty(member.Name, out var value))
                return $"{path}/{member.Name} is missing in {sent}";
            if (Difference($"{path}/{member.Name}", member.Value, value) is { } difference)
                return difference;
        }
        if (expected.EnumerateObject().Any(member => member.Name == Rest))
            return null;
        var known = expected.EnumerateObject().Select(member => member.Name).ToHashSet();
        return sent.EnumerateObject().FirstOrDefault(
            member => !known.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } more
            ? $"{path}/{more.Name} is not in the example: {more.Value}"
            : null;
    }

    private static string? ItemDifference(string path, JsonElement expected, JsonElement sent)
    {
        JsonElement[] wanted = [.. expected.EnumerateArray()];
        var isOpen = wanted is [.., { ValueKind: JsonValueKind.String } last] && last.GetString() == Rest;
        if (isOpen)
            wanted = wanted[..^1];
        if (isOpen ? sent.GetArrayLength() < wanted.Length : sent.GetArrayLength() != wanted.Length)
            return $"{path} has {sent.GetArrayLength()} items, the example {wanted.Length}: {sent}";
        return wanted.Select((item, i) => Difference($"{path}/{i}", item, sent[i])).FirstOrDefault(difference => difference is not null);
    }

    private static bool Matches(string example, string sent) =>
        Regex.IsMatch(sent, $@"\A{string.Join("(?s:.*)", example.Split(Rest).Select(Regex.Escape))}\z");

    private static string Told(string path, JsonElement expected, JsonElement sent) =>
        $"{path} is {sent.GetRawText()}, in the example {expected.GetRawText()}";

    // Makes JSON of it: a bare … becomes a text, or a member where a member has to stand.
    private static string Quoted(string example)
    {
        var json = new StringBuilder();
        var open = new Stack<char>();
        var (isText, before) = (false, '\0');
        for (var i = 0; i < example.Length; i++)
        {
            var letter = example[i];
            if (isText || letter != '…')
                json.Append(letter);
            else
                json.Append(before != ':' && open.TryPeek(out var around) && around == '{' ? "\"…\": \"…\"" : "\"…\"");
            if (isText && letter == '\\')
                json.Append(example[++i]);
            else if (letter == '"')
                isText = !isText;
            else if (!isText && letter is '{' or '[')
                open.Push(letter);
            else if (!isText && letter is '}' or ']')
                open.TryPop(out _);
            if (!char.IsWhiteSpace(letter))
                before = letter;
        }
        return json.ToString();
    }
}
