using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Differences;
using static Hal.Sharing.Tests.ContractChecks.Lending.Mutation;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Mutations of forms, their fields and options.</summary>
internal static class FormMutations
{
    public static IEnumerable<Mutation> All { get; } =
    [
        Of("book", "form dropped", d => d.Forms.Remove("hold")).Finds(Rule.FormGone, "book", Caller.Ann),
        Of("book", "form renamed", d => Rename(d.Forms, "hold", "reserve"))
            .Finds(Rule.FormGone, "book", Caller.Ann).Also(Rule.Added, "book", Caller.Ann),
        Of("reader", "form of a document with a generated ID dropped", d => d.Forms.Remove("reinstate"))
            .Finds(Rule.FormGone, "reader", Caller.Librarian),
        Hold("method of a form", form => form["method"] = "PUT").Finds(Rule.FormMethod, "book", Caller.Ann),
        Hold("content type of a form", form => form["contentType"] = "application/x-www-form-urlencoded")
            .Finds(Rule.ContentType, "book", Caller.Ann),
        Of("loan", "method of a form in one document", d => Renew(d, "3", form => form["method"] = "PUT"))
            .Finds(Rule.FormMethod, "lib-loan", Caller.Librarian),

        Add("field dropped", form => Drop(form, "shelfmark")).Finds(Rule.FieldGone, "books", Caller.Librarian),
        Add("field renamed", form => Field(form, "shelfmark")["name"] = "mark")
            .Finds(Rule.FieldGone, "books", Caller.Librarian).Also(Rule.Added, "books", Caller.Librarian),
        Hold("field made required", form => Field(form, "until")["required"] = true).Finds(Rule.FieldRequired, "book", Caller.Ann),
        Of("reader", "field made required for one user", d => Require(d, "default", "email", d.Caller.IsReader))
            .Finds(Rule.FieldRequired, "reader", Caller.Ann),
        Of("loan", "field made required in one document", d => Require(d, "renew", "days", d.Id == "3"))
            .Finds(Rule.FieldRequired, "lib-loan", Caller.Librarian),
        Hold("required field added", form => Fields(form).Add(JsonNode.Parse("""{ "name": "card", "required": true }""")))
            .Finds(Rule.FieldRequired, "book", Caller.Ann),
        Add("type of a field", form => Field(form, "pages")["type"] = "text").Finds(Rule.FieldType, "books", Caller.Librarian),
        Add("type of a field that had none", form => Field(form, "shelfmark")["type"] = "number")
            .Finds(Rule.FieldType, "books", Caller.Librarian),
        Add("field made read-only", form => Field(form, "title")["readOnly"] = true).Finds(Rule.FieldReadOnly, "books", Caller.Librarian),

        Add("max lowered", form => Field(form, "pages")["max"] = 999).Finds(Rule.Tightened, "books", Caller.Librarian),
        Add("min raised", form => Field(form, "pages")["min"] = 10).Finds(Rule.Tightened, "books", Caller.Librarian),
        Add("step raised", form => Field(form, "pages")["step"] = 5).Finds(Rule.Tightened, "books", Caller.Librarian),
        Add("maxLength lowered", form => Field(form, "title")["maxLength"] = 99).Finds(Rule.Tightened, "books", Caller.Librarian),
        Add("minLength raised", form => Field(form, "title")["minLength"] = 2).Finds(Rule.Tightened, "books", Caller.Librarian),
        Add("regex changed", form => Field(form, "isbn")["regex"] = "^979-[0-9]{9}$").Finds(Rule.Tightened, "books", Caller.Librarian),
        Add("regex added", form => Field(form, "shelfmark")["regex"] = "^[A-Z]+$").Finds(Rule.Tightened, "books", Caller.Librarian),
        Hold("maxLength lowered for readers", form => Field(form, "note")["maxLength"] = 20).Finds(Rule.Tightened, "book", Caller.Ann),
        Add("fewer options at a time", form => Field(form, "genre")["options"]!["maxItems"] = 1)
            .Finds(Rule.Tightened, "books", Caller.Librarian),

        Add("option dropped", form => Inline(form, "genre").RemoveAt(2)).Finds(Rule.OptionGone, "books", Caller.Librarian),
        Hold("value of an option", form => Inline(form, "pickup")[0]!["value"] = "port")
            .Finds(Rule.OptionGone, "book", Caller.Ann).Also(Rule.Added, "book", Caller.Ann),
        Hold("options dropped", form => Field(form, "pickup").Remove("options")).Finds(Rule.OptionGone, "book", Caller.Ann),
        Add("options by a link instead of inline",
            form => Field(form, "genre")["options"] = JsonNode.Parse("""{ "link": { "href": "/genres" } }"""))
            .Finds(Rule.OptionGone, "books", Caller.Librarian).Also(Rule.Loosened, "books", Caller.Librarian),
        Add("options inline instead of by a link",
            form => Field(form, "branch")["options"] = JsonNode.Parse("""{ "inline": ["harbor"] }"""))
            .Finds(Rule.OptionGone, "books", Caller.Librarian).Also(Rule.Added, "books", Caller.Librarian),
        Add("options for a field that took any text",
            form => Field(form, "shelfmark")["options"] = JsonNode.Parse("""{ "inline": ["A"] }"""))
            .Finds(Rule.Tightened, "books", Caller.Librarian).Also(Rule.Added, "books", Caller.Librarian),
        OfForm("entry", "sign-up", "option of guests dropped", form => Inline(form, "language").RemoveAt(1))
            .Finds(Rule.OptionGone, "entry", Caller.Guest),

        Hold("optional field added", form => Fields(form).Add(JsonNode.Parse("""{ "name": "sms", "type": "tel" }""")))
            .Finds(Rule.Added, "book", Caller.Ann),
        Add("option added", form => Inline(form, "genre").Add("essay")).Finds(Rule.Added, "books", Caller.Librarian),
        Add("max raised", form => Field(form, "pages")["max"] = 9999).Finds(Rule.Loosened, "books", Caller.Librarian),
        Add("min lowered", form => Field(form, "pages")["min"] = 0).Finds(Rule.Loosened, "books", Caller.Librarian),
        Add("maxLength dropped", form => Field(form, "title").Remove("maxLength")).Finds(Rule.Loosened, "books", Caller.Librarian),
        Add("field made optional", form => Field(form, "isbn").Remove("required")).Finds(Rule.Loosened, "books", Caller.Librarian),
        Hold("prompt of an option", form => Inline(form, "pickup")[0]!["prompt"] = "At the harbor"),
        Hold("title of a form", form => form["title"] = "Place a hold"),
        Hold("content type that is the default left out", form => form.Remove("contentType")),
        Hold("type that is the default given", form => Field(form, "note")["type"] = "text"),
        Hold("method in lower case", form => form["method"] = "post"),
    ];

    private static Mutation Hold(string name, Action<JsonObject> change) => OfForm("book", "hold", name, change);

    private static Mutation Add(string name, Action<JsonObject> change) => OfForm("books", "add", name, change);

    private static void Renew(Representation document, string id, Action<JsonObject> change)
    {
        if (document.Id == id && document.Forms["renew"] is JsonObject form)
            change(form);
    }

    private static void Require(Representation document, string form, string field, bool condition)
    {
        if (condition && document.Forms[form] is JsonObject found)
            Field(found, field)["required"] = true;
    }

    private static JsonArray Fields(JsonObject form) => form["properties"]!.AsArray();

    private static JsonObject Field(JsonObject form, string name) => Fields(form).Single(field => $"{field!["name"]}" == name)!.AsObject();

    private static JsonArray Inline(JsonObject form, string field) => Field(form, field)["options"]!["inline"]!.AsArray();

    private static void Drop(JsonObject form, string field) => Fields(form).Remove(Field(form, field));
}
