using Hal.Sharing.Api.ContractChecks;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Compares what a check reported of a mutation with what it must report.</summary>
internal sealed record Verdict(Mutation Mutation, CheckResult Result)
{
    private readonly HashSet<string> _expected = [.. Mutation.Reports.SelectMany(Lines)];
    private readonly HashSet<string> _allowed = [.. Mutation.Reports.Concat(Mutation.Consequences).SelectMany(Lines)];
    private readonly HashSet<string> _found = [.. Result.Differences.Select(found => $"{found.Rule.Id} in {found.Kind} for {found.User}")];

    /// <summary>What must be reported and is not: the rule, the kind and the user.</summary>
    public IEnumerable<string> Missed => _expected.Except(_found).Order(StringComparer.Ordinal);

    /// <summary>What is reported and must not be.</summary>
    public IEnumerable<string> Wrong => _found.Except(_allowed).Order(StringComparer.Ordinal);

    public bool IsRight => !Missed.Any() && !Wrong.Any();

    public override string ToString()
    {
        var found = _found.Count == 0 ? "no difference" : string.Join("; ", _expected.Intersect(_found));
        return $"{(IsRight ? "ok    " : "WRONG ")} {Mutation.Name}: {found}"
            + string.Concat(Missed.Select(line => $"\n         missed {line}"))
            + string.Concat(Wrong.Select(line => $"\n         wrong  {line}"));
    }

    private static IEnumerable<string> Lines(Expected expected) =>
        expected.Users.Select(user => $"{expected.Rule.Id} in {expected.Kind} for {user}");
}
