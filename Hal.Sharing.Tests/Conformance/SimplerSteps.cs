using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Simplifies a step in one place: a header, a query parameter, a property of the body, a reference, the sender.</summary>
internal static partial class SimplerSteps
{
    public static IEnumerable<Step> Of(Step step)
    {
        if (step.Accept != Media.Hal)
            yield return step with { Accept = Media.Hal };
        if (step.IfMatch is not null)
            yield return step with { IfMatch = null };
        if (step.IfNoneMatch is not null)
            yield return step with { IfNoneMatch = null };
        foreach (var target in WithoutParameter(step.Target).Concat(WithLowerReference(step.Target)))
            yield return step with { Target = target };
        if (step.Body is not null)
            foreach (var body in WithoutProperty(step.Body).Concat(WithLowerReference(step.Body)))
                yield return step with { Body = body };
        foreach (var sender in Simpler(step.Sender))
            yield return step with { Sender = sender };
    }

    private static IEnumerable<string> WithoutParameter(string target)
    {
        var parts = target.Split('?');
        if (parts.Length == 1)
            return [];
        var parameters = parts[1].Split('&');
        return parameters.Select((_, index) => parameters.Where((_, other) => other != index).ToList())
            .Select(left => left.Count == 0 ? parts[0] : $"{parts[0]}?{string.Join('&', left)}");
    }

    private static IEnumerable<string> WithoutProperty(string body)
    {
        if (JsonNode.Parse(body) is not JsonObject document)
            yield break;
        foreach (var (name, _) in document)
        {
            var left = (JsonObject)document.DeepClone();
            left.Remove(name);
            yield return Json.Text(left);
        }
    }

    private static IEnumerable<string> WithLowerReference(string text) =>
        from Match reference in Reference().Matches(text)
        let number = int.Parse(reference.Groups[2].Value, CultureInfo.InvariantCulture)
        where number > 0
        from lower in new[] { 0, number - 1 }.Distinct()
        select $"{text[..reference.Index]}{{{reference.Groups[1].Value}{lower}}}{text[(reference.Index + reference.Length)..]}";

    private static IEnumerable<Sender> Simpler(Sender sender)
    {
        if (sender.Kind != SenderKind.User)
            yield return new(SenderKind.User, sender.Kind == SenderKind.Insider ? 1 : 0);
        if (sender.Number > 0)
            yield return sender with { Number = sender.Number - 1 };
        if (sender.Other > 0)
            yield return sender with { Other = sender.Other - 1 };
        if (sender is { Scopes: not null, Kind: SenderKind.Party })
            yield return sender with { Scopes = null };
    }

    [GeneratedRegex(@"\{([a-z]+)(\d+)\}")]
    private static partial Regex Reference();
}
