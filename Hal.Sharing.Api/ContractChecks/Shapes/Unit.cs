namespace Hal.Sharing.Api.ContractChecks.Shapes;

/// <summary>
/// Names what can be there or not: a link, a form and its fields, a member, a method. The fact <c>forms > pay > fields > card > type</c>
/// has five parts, and shows that there is the unit <c>forms > pay > fields > card</c>.
/// </summary>
internal static class Unit
{
    public const string Separator = " > ";

    public static string Join(params string[] parts) => string.Join(Separator, parts);

    public static string[] Split(string path) => path.Split(Separator);

    /// <summary>Returns the unit whose presence a fact shows, or null if the fact only describes a unit.</summary>
    public static string? ShownBy(string path) => Split(path) switch
    {
        ["members" or "methods" or "mediaTypes", _] => path,
        ["links" or "embedded", var name, "is"] => Join(Split(path)[0], name),
        ["links", _, "variables" or "curies", _] => path,
        ["forms", var form, "method"] => Join("forms", form),
        ["forms", var form, "fields", var field, "type"] => Join("forms", form, "fields", field),
        ["forms", _, "fields", _, "options", _] => path,
        _ => null,
    };

    /// <summary>Returns the fact that shows a unit's presence.</summary>
    public static string FactOf(string unit) => Split(unit) switch
    {
        ["links" or "embedded", _] => Join(unit, "is"),
        ["forms", _] => Join(unit, "method"),
        ["forms", _, "fields", _] => Join(unit, "type"),
        _ => unit,
    };

    /// <summary>Returns the unit that this one is part of, or null for a unit of the document.</summary>
    public static string? OwnerOf(string unit) => Split(unit) switch
    {
        ["links", var relation, _, _] => Join("links", relation),
        ["forms", var form, "fields", _] => Join("forms", form),
        ["forms", var form, "fields", var field, "options", _] => Join("forms", form, "fields", field),
        ["members", var member] => MemberOwner(member) is { } owner ? Join("members", owner) : null,
        _ => null,
    };

    /// <summary>Whether the unit is what an array contains: it is not there when the array is empty.</summary>
    public static bool IsItem(string unit) => unit.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>Returns the unit for a reader, such as <c>option visa of field card of form pay</c>.</summary>
    public static string Describe(string unit) => Split(unit) switch
    {
        ["members", var member] => $"member {member}",
        ["methods", var method] => $"method {method}",
        ["mediaTypes", var type] => $"media type {type}",
        ["links", var relation] => $"relation {relation}",
        ["links", var relation, "variables", var variable] => $"variable {variable} of relation {relation}",
        ["links", _, "curies", var prefix] => $"curie {prefix}",
        ["embedded", var relation] => $"embedded {relation}",
        ["forms", var form] => $"form {form}",
        ["forms", var form, "fields", var field] => $"field {field} of form {form}",
        ["forms", var form, "fields", var field, "options", var option] => $"option {option} of field {field} of form {form}",
        _ => unit,
    };

    private static string? MemberOwner(string member) =>
        member.EndsWith("[]", StringComparison.Ordinal) ? member[..^2]
        : member.LastIndexOf('.') is var dot and > 0 ? member[..dot]
        : null;
}
