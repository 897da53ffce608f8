using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Forms and their fields, as HAL-FORMS and the contract describe them.</summary>
internal static class Forms
{
    private const string AccountId = @"(?!([mM][eE]|[oO][pP][tT][iI][oO][nN][sS]|\.+)$)[A-Za-z0-9._@\-]+";

    public static JsonObject Of(string title, string method, string target, params IEnumerable<JsonObject> fields) => Json.Object(
        ("title", title), ("method", method), ("contentType", Media.Json), ("target", target),
        ("properties", new JsonArray([.. fields])));

    public static JsonObject Delete(string title, string target) => Of(title, "DELETE", target);

    public static JsonObject Text(string name, string prompt, int maxLength, string? value = null, string type = "text") =>
        Field(name, prompt, ("type", type), ("maxLength", maxLength), ("value", value));

    public static JsonObject RequiredText(string name, string prompt, int maxLength, string? value = null) => Field(
        name, prompt, ("required", true), ("type", "text"), ("minLength", 1), ("maxLength", maxLength), ("value", value));

    public static JsonObject Slug(string prompt, string? value) => Field(
        "slug", prompt, ("type", "text"), ("maxLength", 128), ("regex", @"(?!(me|options)$)[a-z0-9\-]+"), ("value", value));

    public static JsonObject NewId() =>
        Field("id", "ID (generated if empty)", ("type", "text"), ("maxLength", 128), ("regex", AccountId));

    public static JsonObject YesOrNo(string name, string prompt, bool value) => Field(
        name, prompt, ("options", Choice([("No", "false"), ("Yes", "true")], value ? "true" : "false")));

    public static JsonObject Role(int present, bool onlyAdmin = false) => Field(
        "role", "Role", ("required", true), ("value", Roles.Name(present)), ("options", Choice(
            Roles.Names.Where(role => !onlyAdmin || role == "admin").Select(role => (role, role)), Roles.Name(present))));

    /// <summary>The levels that the caller can grant, and the present one if it is above 3.</summary>
    public static JsonObject Level(int grantable, int present)
    {
        var levels = new[] { ("1: view", "1"), ("2: edit", "2"), ("3: admin", "3") }.Take(grantable);
        return Field(
            "accessLevel", "Access level", ("required", true), ("type", "number"), ("min", 1), ("value", $"{present}"),
            ("options", Choice(present > 3 ? levels.Append(($"{present}: admin", $"{present}")) : levels, $"{present}")));
    }

    /// <summary>The same with a choice that sends an empty level, which stands for no share.</summary>
    public static JsonObject LevelOrNone(int grantable, int present) => OrNone(Level(grantable, present), "Revoke the share");

    /// <summary>The roles that a caller can give, and a choice that sends an empty role, which stands for no membership.</summary>
    public static JsonObject RoleOrNone(int present, bool canManage, bool onlyAdmin, bool canRemove)
    {
        if (canManage)
            return canRemove ? OrNone(Role(present, onlyAdmin), "Remove the member") : Optional(Role(present, onlyAdmin));
        return Field("role", "Role", ("value", ""), ("options", Json.Object(
            ("inline", Options([("Remove the member", "")])), ("minItems", 0), ("maxItems", 1), ("selectedValues", Json.Array([""])))));
    }

    public static JsonObject Principals() => Field(
        "principalIds", "Users and teams", ("required", true), ("type", "text"), ("maxLength", 133), ("regex", "(user|team):.+"),
        ("options", Json.Object(
            ("link", Json.Link("/api/principals/options{?q,type}", Media.Json)), ("minItems", 1), ("maxItems", 1000))));

    public static JsonObject Mode() => Field("mode", "If a change is refused", ("value", "all"), ("options", Choice(
        [("Make no change", "all"), ("Make the other changes", "each")], "all")));

    private static JsonObject OrNone(JsonObject field, string prompt)
    {
        ((JsonArray)field["options"]!["inline"]!).Add(Json.Object(("prompt", prompt), ("value", "")));
        field["options"]!["minItems"] = 0;
        return Optional(field);
    }

    private static JsonObject Optional(JsonObject field)
    {
        field.Remove("required");
        return field;
    }

    public static JsonObject Scopes() => Field("scopes", "Scopes", ("required", true), ("options", Json.Object(
        ("inline", Options(Tokens.AllScopes.Select(scope => (scope, scope)))), ("minItems", 1), ("maxItems", Tokens.AllScopes.Length))));

    /// <summary>A user or team, with options from a search.</summary>
    public static JsonObject Principal(string prompt, string? value = null) =>
        Found(prompt, "(user|team):.+", "/api/principals/options{?q,type}", value);

    public static JsonObject UserPrincipal(string prompt) => Found(prompt, "user:.+", "/api/principals/options?type=user{&q}", null);

    private static JsonObject Found(string prompt, string regex, string href, string? value) => Field(
        "principalId", prompt, ("required", true), ("type", "text"), ("maxLength", 133), ("regex", regex), ("value", value),
        ("options", Json.Object(("link", Json.Link(href, Media.Json)), ("minItems", 1), ("maxItems", 1))));

    private static JsonObject Field(string name, string prompt, params (string, JsonNode?)[] members) =>
        Json.Object([("name", name), ("prompt", prompt), .. members]);

    private static JsonObject Choice(IEnumerable<(string Prompt, string Value)> options, string selected) => Json.Object(
        ("inline", Options(options)), ("minItems", 1), ("maxItems", 1), ("selectedValues", Json.Array([selected])));

    private static JsonArray Options(IEnumerable<(string Prompt, string Value)> options) =>
        new([.. options.Select(option => Json.Object(("prompt", option.Prompt), ("value", option.Value)))]);
}

/// <summary>The names of roles.</summary>
internal static class Roles
{
    public static readonly string[] Names = ["member", "memberPlus", "designer", "dataWizard", "publisher", "admin"];

    public static string Name(int role) => Names[role - 1];
}
