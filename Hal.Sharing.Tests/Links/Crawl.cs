using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Links;

/// <summary>
/// Follows every link from the entry point as one caller, and collects the faults that it finds. Templates are filled with values of
/// addresses that were found before.
/// </summary>
public sealed partial class Crawl(HttpClient caller)
{
    // Unsafe actions, which the matrix covers.
    private static readonly HashSet<string> Actions =
    [
        "inf:create-integration", "inf:edit", "inf:delete", "inf:share", "inf:revoke", "inf:transfer", "inf:create-user", "inf:create-team",
        "inf:add-member", "inf:remove", "inf:create-client", "inf:authorize", "inf:revoke-authorization", "inf:sign-out",
        "inf:share-many", "inf:preview", "inf:restore",
    ];

    // Filters and pages: none, some, all, and a filter that finds nothing.
    private static readonly Dictionary<string, object>[] Queries =
    [
        new(),
        new() { ["limit"] = 1 },
        new() { ["limit"] = 2, ["q"] = "a" },
        new() { ["q"] = "found nowhere" },
        new() { ["access"] = "owned", ["type"] = "user", ["name"] = "o" },
        new() { ["access"] = "shared", ["type"] = "team" },
    ];

    private readonly Queue<string> _ahead = new(["/api"]);
    private readonly HashSet<string> _seen = ["/api"];
    private readonly HashSet<string> _templates = [];

    /// <summary>The faults, one line each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The relations of this API that were found.</summary>
    public HashSet<string> Relations { get; } = [];

    /// <summary>The kinds of all HAL documents that were read, by address.</summary>
    public Dictionary<string, string> Documents { get; } = [];

    /// <summary>The addresses of HTML pages.</summary>
    public HashSet<string> Pages { get; } = [];

    /// <summary>Whether each relation of each kind of resource is an object or an array; both is a fault.</summary>
    public Dictionary<(string Kind, string Rel), JsonValueKind> Cardinalities { get; } = [];

    public async Task WalkAsync()
    {
        while (_ahead.Count > 0)
        {
            while (_ahead.TryDequeue(out var href))
                await VisitAsync(href);
            foreach (var template in _templates)
                foreach (var href in Fill(template))
                    Add(href);
        }
    }

    private async Task VisitAsync(string href)
    {
        // The teams API has links only as HAL, and only if Accept names it.
        using var answer = await caller.GetAsync(href, ("Accept", "application/hal+json, */*;q=0.1"));
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            Faults.Add($"{href}: {(int)answer.StatusCode}");
            return;
        }
        var mediaType = answer.Content.Headers.ContentType?.MediaType;
        if (Pages.Contains(href) && mediaType != "text/html")
            Faults.Add($"{href}: {mediaType} is not what its link says");
        if (mediaType != "application/hal+json")
            return;
        var document = await answer.JsonAsync();
        var self = document.Href("self");
        Documents[href] = self is null ? "" : Kind(self);
        if (self is null || !SameTarget(href, self))
            Faults.Add($"{href}: its self is {self ?? "missing"}");
        if (UsesCuries(document) != document.Rels().Contains("curies"))
            Faults.Add($"{href}: curies are {(UsesCuries(document) ? "missing" : "superfluous")}");
        Nulls(href, document);
        Read(href, document);
    }

    private void Read(string where, JsonElement resource)
    {
        if (!resource.TryGetProperty("_links", out var links) || !links.TryGetProperty("self", out var self))
        {
            Faults.Add($"{where}: a resource without self");
            return;
        }
        var kind = Kind(self.GetProperty("href").GetString()!);
        foreach (var relation in links.EnumerateObject())
        {
            Note(kind, relation.Name, relation.Value.ValueKind);
            foreach (var link in Items(relation.Value))
                Follow(where, relation.Name, link);
        }
        if (!resource.TryGetProperty("_embedded", out var embedded))
            return;
        foreach (var relation in embedded.EnumerateObject())
        {
            Note(kind, $"_embedded {relation.Name}", relation.Value.ValueKind);
            foreach (var part in Items(relation.Value))
                Read($"{where} {relation.Name}", part);
        }
    }

    private static JsonElement[] Items(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private void Follow(string where, string rel, JsonElement link)
    {
        var href = link.GetProperty("href").GetString()!;
        if (!href.StartsWith('/'))
            Faults.Add($"{where}: {rel} leads to {href}, which is not an absolute path");
        if (link.TryGetProperty("templated", out var templated) != href.Contains('{') || (href.Contains('{') && !templated.GetBoolean()))
            Faults.Add($"{where}: {rel} says wrongly whether {href} is a template");
        if (rel.StartsWith("inf:", StringComparison.Ordinal))
            Relations.Add(rel);
        if (rel == "curies" || Actions.Contains(rel))
            return;
        if (link.TryGetProperty("type", out var type) && type.GetString() == "text/html")
        {
            // An HTML page; the consent page requires a scope.
            var page = Std.UriTemplate.Expand(href, new Dictionary<string, object> { ["scope"] = "data:read" });
            Pages.Add(page);
            Add(page);
            return;
        }
        if (href.Contains('{'))
            _templates.Add(href);
        else
            Add(href);
    }

    /// <summary>Returns the expansions of a template: with each query, or with each matching value of a found path.</summary>
    private List<string> Fill(string template)
    {
        if (PathVariable().Match(template) is not { Success: true } variable)
            return [.. Queries.Select(query => Std.UriTemplate.Expand(template, query)).Distinct()];
        var rest = QueryPart().Replace(template[(variable.Index + variable.Length)..], "");
        var pattern = $"^{Regex.Escape(template[..variable.Index])}([^/?]+){Regex.Escape(rest)}$";
        return [.. _seen.Select(href => Regex.Match(href, pattern)).Where(match => match.Success)
            .Select(match => Std.UriTemplate.Expand(template, new Dictionary<string, object>
            {
                [variable.Groups[1].Value] = Uri.UnescapeDataString(match.Groups[1].Value),
            }))];
    }

    private void Add(string href)
    {
        if (_seen.Add(href))
            _ahead.Enqueue(href);
    }

    private void Note(string kind, string rel, JsonValueKind value)
    {
        if (!Cardinalities.TryAdd((kind, rel), value) && Cardinalities[(kind, rel)] != value)
            Faults.Add($"{kind}: {rel} is both an object and an array");
    }

    // The teams API has properties that are null if they are unknown, as its specification requires. Null is also a level: none.
    private void Nulls(string where, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null
            && !where.StartsWith("/api/v1/", StringComparison.Ordinal) && !where.EndsWith(" ifRemoved", StringComparison.Ordinal))
            Faults.Add($"{where}: null");
        else if (value.ValueKind == JsonValueKind.Object)
            foreach (var member in value.EnumerateObject())
                Nulls($"{where} {member.Name}", member.Value);
        else if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray())
                Nulls(where, item);
    }

    private static bool UsesCuries(JsonElement document) => document.GetRawText().Contains("\"inf:", StringComparison.Ordinal);

    /// <summary>Whether the self link equals the href, apart from unnecessary escapes and from aliases such as me.</summary>
    private static bool SameTarget(string href, string self) =>
        Uri.UnescapeDataString(href) == Uri.UnescapeDataString(self) || href.StartsWith("/api/users/me", StringComparison.Ordinal);

    /// <summary>Returns the address without its IDs.</summary>
    public static string Kind(string href) => Ids().Replace(href.Split('?')[0], "$1/*");

    [GeneratedRegex("(integrations|shares|access|users|teams|members|clients|changes)/(?!(?:preview|bulk)$)[^/]+")]
    private static partial Regex Ids();

    [GeneratedRegex(@"(?<=/)\{([A-Za-z]+)\}")]
    private static partial Regex PathVariable();

    [GeneratedRegex(@"\{\?[^}]+\}")]
    private static partial Regex QueryPart();
}
