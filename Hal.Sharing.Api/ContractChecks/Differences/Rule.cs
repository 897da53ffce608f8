using System.Reflection;

namespace Hal.Sharing.Api.ContractChecks.Differences;

/// <summary>A class of differences. Its ID is stable, and the one in reports.</summary>
public sealed record Rule(string Id, Severity Severity, string Meaning)
{
    public static readonly Rule KindGone = Breaking("kind-gone", "A kind of document can no longer be reached.");
    public static readonly Rule RelationGone = Breaking(
        "relation-gone", "A relation is in no document of the kind any more, for any user.");

    public static readonly Rule RelationShape = Breaking(
        "relation-shape-changed", "A relation is an array instead of an object, or the reverse.");

    public static readonly Rule RelationTarget = Breaking("relation-target-changed", "A relation leads to another kind of document.");
    public static readonly Rule RelationBroken = Breaking("relation-broken", "A relation leads to an error.");
    public static readonly Rule VariableGone = Breaking("variable-gone", "A variable of a templated link is gone.");
    public static readonly Rule VariableRequired = Breaking("variable-required", "A templated link needs a variable that it did not need.");
    public static readonly Rule EmbeddedGone = Breaking("embedded-gone", "Documents are no longer embedded.");
    public static readonly Rule EmbeddedShape = Breaking(
        "embedded-shape-changed", "Embedded is an array instead of an object, or the reverse.");

    public static readonly Rule MemberGone = Breaking("member-gone", "A member is gone.");
    public static readonly Rule TypeChanged = Breaking(
        "type-changed", "A member has another type or format: null instead of absent, text instead of a time.");

    public static readonly Rule FormGone = Breaking("form-gone", "A form is in no document of the kind any more, for any user.");
    public static readonly Rule FormMethod = Breaking("form-method-changed", "A form is sent with another method.");
    public static readonly Rule ContentType = Breaking("content-type-changed", "A form is sent as another media type.");
    public static readonly Rule FieldGone = Breaking("field-gone", "A form no longer has a field.");
    public static readonly Rule FieldType = Breaking("field-type-changed", "A field has another type.");
    public static readonly Rule FieldRequired = Breaking("field-required", "A field is required that was not there, or was optional.");
    public static readonly Rule FieldReadOnly = Breaking("field-read-only", "A field can no longer be changed.");
    public static readonly Rule Tightened = Breaking(
        "constraint-tightened", "A field refuses values that it accepted, or may do so (regex).");

    public static readonly Rule OptionGone = Breaking("option-gone", "A field no longer offers a value.");
    public static readonly Rule MethodGone = Breaking("method-gone", "OPTIONS no longer allows a method, for any user.");
    public static readonly Rule MediaTypeGone = Breaking("media-type-gone", "A kind of document is no longer available as a media type.");
    public static readonly Rule ProfileChanged = Breaking("profile-changed", "The profile of a kind has another address.");
    public static readonly Rule RightsLost = Breaking(
        "rights-lost", "A user or a document no longer has what other users or documents of the kind still have.");

    public static readonly Rule SnapshotChanged = Breaking("snapshot-changed", "The bytes of a document differ from its snapshot.");

    public static readonly Rule RightsGained = new(
        "rights-gained", Severity.Rights, "A user or a document has what only other users or documents of the kind had.");

    public static readonly Rule Added = Compatible("added", "Something is new, and clients that do not know it can ignore it.");
    public static readonly Rule Loosened = Compatible("constraint-loosened", "A field accepts more than before.");
    public static readonly Rule Deprecated = Compatible("deprecated", "A link announces that it will go.");
    public static readonly Rule NewDocuments = Compatible(
        "new-documents-differ", "Documents that the baseline does not know differ from those that it knows.");

    /// <summary>All rules, in the order of this type.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [.. typeof(Rule).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<Rule>()];

    /// <summary>Returns the rule for a unit that is gone for all.</summary>
    public static Rule Gone(string unit) => Shapes.Unit.Split(unit) switch
    {
        ["links", _] or ["links", _, "curies", _] => RelationGone,
        ["links", ..] => VariableGone,
        ["embedded", ..] => EmbeddedGone,
        ["members", ..] => MemberGone,
        ["methods", ..] => MethodGone,
        ["mediaTypes", ..] => MediaTypeGone,
        ["forms", _] => FormGone,
        ["forms", _, "fields", _] => FieldGone,
        ["forms", ..] => OptionGone,
        _ => throw new ArgumentException($"'{unit}' is no unit.", nameof(unit)),
    };

    private static Rule Breaking(string id, string meaning) => new(id, Severity.Breaking, meaning);

    private static Rule Compatible(string id, string meaning) => new(id, Severity.Compatible, meaning);
}
