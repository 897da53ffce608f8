using Hal.Sharing.Api.ContractChecks.Shapes;

namespace Hal.Sharing.Api.ContractChecks.Differences;

/// <summary>Compares how things are that are still there: types, methods, limits, targets of links.</summary>
/// <param name="known">The documents that both have.</param>
internal sealed class ValueComparison(KindShape baseline, KindShape current, IReadOnlyCollection<string> known)
{
    public IEnumerable<Change> Differences() => current.Pins.Keys.SelectMany(Differences).Concat(LoosenedByRemoval());

    private IEnumerable<Change> Differences(string path)
    {
        var unit = Unit.ShownBy(path);
        return Unit.Split(path) switch
        {
            ["profile"] => Changed(path, Rule.ProfileChanged, "the profile"),
            ["members", _] => Changed(path, Rule.TypeChanged, Unit.Describe(unit!)),
            ["links", _, "is"] => Changed(path, Rule.RelationShape, Unit.Describe(unit!)),
            ["links", _, "curies", _] => Changed(path, Rule.RelationTarget, Unit.Describe(unit!)),
            ["links", _, "variables", _] => Variable(path),
            ["links", var relation, "leadsTo"] => Target(path, $"relation {relation}"),
            ["links", var relation, "deprecated"] => New(path, Rule.Deprecated, $"relation {relation}", "is deprecated"),
            ["embedded", _, "is"] => Changed(path, Rule.EmbeddedShape, Unit.Describe(unit!)),
            ["forms", _, "method"] => Changed(path, Rule.FormMethod, $"the method of {Unit.Describe(unit!)}"),
            ["forms", var form, "contentType"] => Changed(path, Rule.ContentType, $"the content type of form {form}"),
            ["forms", _, "fields", _, "type"] => Changed(path, Rule.FieldType, Unit.Describe(unit!)),
            ["forms", var form, "fields", var field, "required"] => Required(path, form, field),
            ["forms", var form, "fields", var field, "readOnly"] => New(path, Rule.FieldReadOnly, Field(form, field), "is read-only"),
            ["forms", var form, "fields", var field, "optionsFrom"] when baseline.Pins.ContainsKey(path) =>
                Changed(path, Rule.OptionGone, $"the source of options of {Field(form, field)}"),
            ["forms", var form, "fields", var field, var limit] when baseline.Has(Unit.Join("forms", form, "fields", field)) =>
                ForNewData(path, new Limit(limit).Compare(Values(baseline, path), Values(current, path), Field(form, field))),
            _ => [],
        };
    }

    /// <summary>Returns a change for values that the baseline does not have.</summary>
    private IEnumerable<Change> Changed(string path, Rule rule, string subject)
    {
        if (!baseline.Pins.TryGetValue(path, out var pinned))
            yield break;
        var added = Added(path).ToList();
        if (added.Count == 0)
            yield break;
        var values = string.Join(" or ", added.Select(value => value.Key));
        var predicate = $"is {values} instead of {string.Join(" or ", pinned.Values.Keys)}";
        yield return ForNewData(path, new Change(rule, subject, predicate, [.. added.SelectMany(value => value.Value).Distinct()]));
    }

    private IEnumerable<KeyValuePair<string, SortedSet<string>>> Added(string path) =>
        current.Pins[path].Values.Where(value => !baseline.Pins.TryGetValue(path, out var pinned) || !pinned.Values.ContainsKey(value.Key));

    private IEnumerable<Change> ForNewData(string path, IEnumerable<Change> changes) => changes.Select(change => ForNewData(path, change));

    /// <summary>Returns the change, which is none of the contract if only documents show it that the baseline does not know.</summary>
    private Change ForNewData(string path, Change change)
    {
        var documents = Added(path).SelectMany(value => value.Value).ToList();
        return known.Count > 0 && documents.Count > 0 && !documents.Intersect(known).Any()
            ? change with { Rule = Rule.NewDocuments, Documents = documents }
            : change;
    }

    private IEnumerable<Change> Variable(string path)
    {
        if (!baseline.Pins.TryGetValue(path, out var pinned))
        {
            // A link that was no template needs none of its variables either.
            if (current.Pins[path].Values.ContainsKey("path") && baseline.Has(Unit.OwnerOf(path)!))
                yield return new Change(Rule.VariableRequired, Unit.Describe(path), "is new and needs a value", []);
        }
        else if (!pinned.Values.ContainsKey("path") && current.Pins[path].Values.ContainsKey("path"))
        {
            yield return new Change(Rule.VariableRequired, Unit.Describe(path), "needs a value now", []);
        }
    }

    private IEnumerable<Change> Target(string path, string relation)
    {
        if (!baseline.Pins.TryGetValue(path, out var pinned))
            return [];
        var added = current.Pins[path].Values.Keys.Except(pinned.Values.Keys).ToList();
        if (added.Exists(target => target.StartsWith("status ", StringComparison.Ordinal)))
            return Changed(path, Rule.RelationBroken, $"the target of {relation}");
        // Documents without a profile can be of several kinds, and one in common is enough.
        return pinned.Values.Keys.Intersect(current.Pins[path].Values.Keys).Any()
            ? []
            : Changed(path, Rule.RelationTarget, $"the target of {relation}");
    }

    private IEnumerable<Change> Required(string path, string form, string field)
    {
        var wasRequired = baseline.Pins.TryGetValue(path, out var pinned) && (pinned.IsAlways || !current.Pins[path].IsAlways);
        if (wasRequired || !baseline.Has(Unit.Join("forms", form)))
            return [];
        var isNew = !baseline.Has(Unit.Join("forms", form, "fields", field));
        return [ForNewData(path, new Change(Rule.FieldRequired, Field(form, field), isNew ? "is new and required" : "is required", []))];
    }

    private IEnumerable<Change> New(string path, Rule rule, string subject, string predicate) =>
        baseline.Pins.ContainsKey(path) ? [] : [ForNewData(path, new Change(rule, subject, predicate, []))];

    /// <summary>Returns a change for each limit and flag of a field that is gone while the field is there.</summary>
    private IEnumerable<Change> LoosenedByRemoval() =>
        from path in baseline.Pins.Keys
        where !current.Pins.ContainsKey(path)
        let parts = Unit.Split(path)
        where parts is ["forms", _, "fields", _, not "type" and not "optionsFrom"]
        where current.Has(Unit.Join(parts[..4]))
        select new Change(Rule.Loosened, Field(parts[1], parts[3]), $"has no {parts[4]} any more", []);

    private static string Field(string form, string field) => $"field {field} of form {form}";

    private static List<string> Values(KindShape kind, string path) => kind.Pins.TryGetValue(path, out var pin) ? [.. pin.Values.Keys] : [];
}
