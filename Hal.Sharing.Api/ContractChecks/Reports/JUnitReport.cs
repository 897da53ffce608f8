using System.Xml.Linq;
using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Api.ContractChecks.Reports;

/// <summary>The result in JUnit's XML, which every CI shows: a suite for each user, a test for each kind of document.</summary>
internal static class JUnitReport
{
    public static string Write(CheckResult result)
    {
        var suites = result.Users.Select(user => Suite(result, user));
        return new XElement("testsuites", new XAttribute("name", "contract check"), suites).ToString() + "\n";
    }

    private static XElement Suite(CheckResult result, ReadUser user)
    {
        var differences = result.Differences.Where(difference => difference.User == user.Name).ToLookup(TopKind);
        var kinds = user.Kinds.Union(differences.Select(group => group.Key)).Order(StringComparer.Ordinal).ToList();
        return new XElement("testsuite",
            new XAttribute("name", user.Name),
            new XAttribute("tests", kinds.Count),
            new XAttribute("failures", kinds.Count(kind => differences[kind].Any(result.Fails))),
            kinds.Select(kind => new XElement("testcase",
                new XAttribute("classname", user.Name),
                new XAttribute("name", kind),
                Failure([.. differences[kind].Where(result.Fails)]),
                Notes([.. differences[kind].Where(difference => !result.Fails(difference))]))));
    }

    private static string TopKind(Difference difference) => difference.Kind.Split('/')[0];

    private static XElement? Failure(List<Difference> differences) => differences.Count == 0 ? null : new XElement("failure",
        new XAttribute("type", differences[0].Rule.Id),
        new XAttribute("message", Line(differences[0])),
        Lines(differences));

    private static XElement? Notes(List<Difference> differences) =>
        differences.Count == 0 ? null : new XElement("system-out", Lines(differences));

    private static string Lines(IEnumerable<Difference> differences) => string.Join('\n', differences.Select(Line));

    private static string Line(Difference difference) => $"{difference.Kind}: {difference.Text} [{difference.Rule.Id}]"
        + (difference.Documents.Count > 0 ? $" at {string.Join(", ", difference.Documents)}" : "");
}
