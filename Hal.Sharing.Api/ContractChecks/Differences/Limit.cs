using System.Globalization;

namespace Hal.Sharing.Api.ContractChecks.Differences;

/// <summary>A constraint of a form's field, which can become narrower or wider.</summary>
/// <param name="name">As in HAL-FORMS: <c>min</c>, <c>maxLength</c>, <c>regex</c>, ….</param>
internal sealed class Limit(string name)
{
    /// <summary>Returns the change, if there is one. Documents can have different limits: the narrowest of all counts.</summary>
    public IEnumerable<Change> Compare(IReadOnlyList<string> before, IReadOnlyList<string> now, string field)
    {
        if (now.All(before.Contains))
            return [];
        var (old, values) = (string.Join(" or ", before), string.Join(" or ", now));
        if (before.Count == 0)
            return [new Change(Rule.Tightened, field, $"has {name} {values} now", [])];
        var rule = IsNarrower(before, now) ? Rule.Tightened : Rule.Loosened;
        return [new Change(rule, $"{name} of {field}", $"is {values} instead of {old}", [])];
    }

    private bool IsNarrower(IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        var (old, values) = (Numbers(before), Numbers(now));
        // Whether a pattern or a text is narrower cannot be told.
        if (old.Count < before.Count || values.Count < now.Count)
            return true;
        return name.StartsWith("min", StringComparison.Ordinal) ? values.Max() > old.Max()
            : name.StartsWith("max", StringComparison.Ordinal) ? values.Min() < old.Min()
            : true;
    }

    private static List<decimal> Numbers(IEnumerable<string> texts) =>
        [.. from text in texts
            let number = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : (decimal?)null
            where number is not null
            select number.Value];
}
