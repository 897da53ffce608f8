using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>What a check must report, or may report as a consequence.</summary>
/// <param name="Kind">As the check calls it: by profile or by relation.</param>
public sealed record Expected(Rule Rule, string Kind, string[] Users);

/// <summary>A switch of the lending library that changes one thing, and what a check must say of it.</summary>
/// <param name="Name">What it changes.</param>
public sealed record Mutation(string Name)
{
    public static readonly Mutation None = new("nothing");

    private static readonly string[] Everyone = [Caller.Ann, Caller.Guest, Caller.Librarian];

    /// <summary>The kind of documents in which <see cref="Change"/> is made.</summary>
    public string Kind { get; init; } = "";

    public Action<Representation> Change { get; init; } = _ => { };

    public Rights Rights { get; init; } = new();

    public Func<Dictionary<string, string>, Dictionary<string, string>> Redirects { get; init; } = redirects => redirects;

    /// <summary>What a check must report. Nothing, for a change that is none to a client.</summary>
    public IReadOnlyList<Expected> Reports { get; init; } = [];

    /// <summary>What a check can report, too: consequences.</summary>
    public IReadOnlyList<Expected> Consequences { get; init; } = [];

    /// <summary>How bad it is, and so the exit code.</summary>
    public Severity Severity => Reports.Count == 0 ? Severity.Compatible : Reports.Max(report => report.Rule.Severity);

    /// <summary>Starts a mutation of each document of a kind.</summary>
    public static Mutation Of(string kind, string name, Action<Representation> change) => new(name) { Kind = kind, Change = change };

    /// <summary>Starts a mutation of documents with a form, and only if they have it.</summary>
    public static Mutation OfForm(string kind, string form, string name, Action<JsonObject> change) => Of(kind, name, document =>
    {
        if (document.Forms[form] is JsonObject found)
            change(found);
    });

    public static Mutation OfRights(string name, Rights rights) => new(name) { Rights = rights };

    public static Mutation OfRedirect(string name, string from, string to) => new(name)
    {
        Redirects = redirects => redirects.ContainsKey(from) ? new Dictionary<string, string>(redirects) { [from] = to } : redirects,
    };

    /// <summary>Adds what a check must report, for all users or for some.</summary>
    public Mutation Finds(Rule rule, string kind, params string[] users) => this with { Reports = [.. Reports, Of(rule, kind, users)] };

    /// <summary>Adds a consequence.</summary>
    public Mutation Also(Rule rule, string kind, params string[] users) =>
        this with { Consequences = [.. Consequences, Of(rule, kind, users)] };

    public void Edit(Representation document)
    {
        if (document.Kind == Kind)
            Change(document);
    }

    public override string ToString() => Name;

    internal static void Rename(JsonObject members, string name, string other)
    {
        if (members.Remove(name, out var value))
            members[other] = value;
    }

    private static Expected Of(Rule rule, string kind, string[] users) => new(rule, kind, users.Length > 0 ? users : Everyone);
}
