using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Tests.ContractChecks.Library;

/// <summary>Mutations of forms and their fields.</summary>
internal static class FormMutations
{
    public static IEnumerable<Mutation> All { get; } =
    [
        Reserve("form dropped", r => r.Forms.Remove("reserve"), Rule.FormGone, "form reserve"),
        Reserve("form renamed", r => Mutation.Rename(r.Forms, "reserve", "order"), Rule.FormGone, "form reserve"),
        Reserve("method of a form changed", r => r.Forms["reserve"]!["method"] = "PUT", Rule.FormMethod, "the method of form reserve"),
        Reserve("content type changed", r => r.Forms["reserve"]!["contentType"] = "text/plain", Rule.ContentType,
            "the content type of form reserve"),
        Reserve("field made required", r => r.Field("reserve", "until")["required"] = true, Rule.FieldRequired,
            "field until of form reserve"),
        Reserve("required field added", r => AddField(r, """{"name": "card", "required": true}"""), Rule.FieldRequired,
            "field card of form reserve"),
        Reserve("optional field added", r => AddField(r, """{"name": "card"}"""), Rule.Added, "field card of form reserve"),
        Reserve("constraint added", r => r.Field("reserve", "note")["minLength"] = 5, Rule.Tightened, "field note of form reserve"),
        Add("field dropped", r => Fields(r).Remove(r.Field("default", "isbn")), Rule.FieldGone, "field isbn of form default"),
        Add("type of a field changed", r => r.Field("default", "pages")["type"] = "range", Rule.FieldType, "field pages of form default"),
        Add("field made read-only", r => r.Field("default", "subtitle")["readOnly"] = true, Rule.FieldReadOnly,
            "field subtitle of form default"),
        Add("max lowered", r => r.Field("default", "pages")["max"] = 900, Rule.Tightened, "max of field pages of form default"),
        Add("min raised", r => r.Field("default", "pages")["min"] = 10, Rule.Tightened, "min of field pages of form default"),
        Add("maxLength lowered", r => r.Field("default", "title")["maxLength"] = 99, Rule.Tightened,
            "maxLength of field title of form default"),
        Add("maxLength raised", r => r.Field("default", "title")["maxLength"] = 1000, Rule.Loosened,
            "maxLength of field title of form default"),
        Add("regex changed", r => r.Field("default", "isbn")["regex"] = "[0-9]{13}", Rule.Tightened, "regex of field isbn of form default"),
        Add("constraint dropped", r => r.Field("default", "isbn").Remove("regex"), Rule.Loosened, "field isbn of form default"),
        Add("field made optional", r => r.Field("default", "title").Remove("required"), Rule.Loosened, "field title of form default"),
        Add("option dropped", r => Languages(r).RemoveAt(2), Rule.OptionGone, "option fr of field language of form default"),
        Add("option added", r => Languages(r).Add("it"), Rule.Added, "option it of field language of form default"),
        Add("options dropped", r => r.Field("default", "language").Remove("options"), Rule.OptionGone,
            "option de of field language of form default"),
    ];

    private static Mutation Reserve(string name, Action<LibraryResponse> change, Rule rule, string subject) =>
        new(name, "book", r => If(r, "reserve", change), rule, subject) { Users = ["ann"] };

    private static Mutation Add(string name, Action<LibraryResponse> change, Rule rule, string subject) =>
        new(name, "books", r => If(r, "default", change), rule, subject) { Users = ["librarian"] };

    private static void If(LibraryResponse response, string form, Action<LibraryResponse> change)
    {
        if (response.Forms.ContainsKey(form))
            change(response);
    }

    private static void AddField(LibraryResponse response, string field) =>
        response.Forms["reserve"]!["properties"]!.AsArray().Add(JsonNode.Parse(field));

    private static JsonArray Fields(LibraryResponse response) => response.Forms["default"]!["properties"]!.AsArray();

    private static JsonArray Languages(LibraryResponse response) => response.Field("default", "language")["options"]!["inline"]!.AsArray();
}
