using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>The schemas of the teams API's public document, written down once. (<c>format: uri</c> is not asserted.)</summary>
public static class TeamsApiSchema
{
    private static readonly string[] Scopes = ["data:read", "data:write", "admin", "openid", "profile", "offline_access"];

    /// <summary>Says what of the value at the place does not fit; nothing: it fits.</summary>
    public delegate IEnumerable<string> Rule(JsonElement value, string at);

    private static Rule Text { get; } = Kind(JsonValueKind.String);

    private static Rule NullableText { get; } = Kind(JsonValueKind.String, JsonValueKind.Null);

    private static Rule ScopeList { get; } = (value, at) => List(OneOf(Scopes))(value, at)
        .Concat(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0 ? [$"{at} is empty"] : []);

    private static (string, Rule)[] Team { get; } =
        [("id", Text), ("name", Text), ("description", Text), ("url", Text), ("image", Text), ("privacy_statement", Text)];

    public static Rule TeamResponse { get; } = Object([.. Team, ("role", OneOf("owner", "member"))]);

    public static Rule AuthorizedTeamResponse { get; } = Object([.. Team, ("scopes", ScopeList)]);

    public static Rule UserSummary { get; } = Object(
        ("id", Text), ("first_name", NullableText), ("last_name", NullableText), ("scopes", ScopeList), ("display_name", Text),
        ("is_managed", Kind(JsonValueKind.True, JsonValueKind.False)));

    public static Rule Authorization { get; } = Object(("team_id", Text), ("user_id", Text), ("scopes", ScopeList));

    public static Rule HttpValidationError { get; } = Object(("detail", List(Object(
        ("loc", List(Kind(JsonValueKind.String, JsonValueKind.Number))), ("msg", Text), ("type", Text)))));

    public static Rule List(Rule item) => (value, at) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().SelectMany((element, index) => item(element, $"{at}/{index}"))
        : [$"{at} is {value.GetRawText()}, no array"];

    // Exactly these members. A HAL resource also has links, forms and embedded resources.
    private static Rule Object(params (string Name, Rule Rule)[] members) => (value, at) =>
    {
        if (value.ValueKind != JsonValueKind.Object)
            return [$"{at} is {value.GetRawText()}, no object"];
        var names = value.EnumerateObject().Select(member => member.Name)
            .Where(name => name is not ("_links" or "_embedded" or "_templates")).ToList();
        return names.SequenceEqual(members.Select(member => member.Name))
            ? members.SelectMany(member => member.Rule(value.GetProperty(member.Name), $"{at}/{member.Name}"))
            : [$"{at} has {string.Join(", ", names)}"];
    };

    private static Rule Kind(params JsonValueKind[] kinds) => (value, at) =>
        kinds.Contains(value.ValueKind) ? [] : [$"{at} is {value.GetRawText()}"];

    private static Rule OneOf(params string[] texts) => (value, at) =>
        value.ValueKind == JsonValueKind.String && texts.Contains(value.GetString()) ? [] : [$"{at} is {value.GetRawText()}"];
}
