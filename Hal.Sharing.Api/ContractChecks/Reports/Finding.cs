using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Api.ContractChecks.Reports;

/// <summary>Differences that are one to a reader: a link, its form and its method that are gone for the same users and documents.</summary>
internal sealed record Finding(Rule Rule, string Kind, string Text, IReadOnlyList<string> Users, IReadOnlyList<string> Documents)
{
    /// <summary>Returns the findings, the most severe first.</summary>
    public static IReadOnlyList<Finding> Of(IEnumerable<Difference> differences)
    {
        var perSubject =
            from difference in differences
            group difference by (difference.Rule, difference.Kind, difference.Subject, difference.Predicate) into users
            let documents = Sorted(users.SelectMany(difference => difference.Documents))
            select (users.Key, Users: users.Select(difference => difference.User).Distinct().ToList(), Documents: documents);
        var findings =
            from one in perSubject
            group one by (one.Key.Rule, one.Key.Kind, one.Key.Predicate, Joined(one.Users), Joined(one.Documents)) into all
            orderby all.Key.Rule.Severity descending, all.Key.Kind
            let text = Clause(Sorted(all.Select(one => one.Key.Subject)), all.Key.Predicate)
            select new Finding(all.Key.Rule, all.Key.Kind, text, all.First().Users, all.First().Documents);
        return [.. findings];
    }

    private static string Clause(List<string> subjects, string predicate) => subjects is [var subject]
        ? $"{subject} {predicate}"
        : $"{string.Join(", ", subjects[..^1])} and {subjects[^1]} {Plural(predicate)}";

    private static string Plural(string predicate) => predicate.StartsWith("is ", StringComparison.Ordinal) ? $"are{predicate[2..]}"
        : predicate.StartsWith("has ", StringComparison.Ordinal) ? $"have{predicate[3..]}"
        : predicate;

    private static List<string> Sorted(IEnumerable<string> texts) => [.. texts.Distinct().Order(StringComparer.Ordinal)];

    private static string Joined(IEnumerable<string> texts) => string.Join('\n', texts);
}
