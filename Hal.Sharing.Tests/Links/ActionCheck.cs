using System.Net;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Links;

/// <summary>Performs an action as a caller, and lists how the link, the response and the table of the contract differ.</summary>
public static class ActionCheck
{
    /// <param name="caller">A client with the token of the player.</param>
    /// <param name="row">The action.</param>
    /// <param name="player">The caller and their permissions.</param>
    /// <param name="fill">Fills IDs into an address or a body.</param>
    /// <returns>One line for each difference; none if all three agree.</returns>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(
        HttpClient caller, ActionRow row, Player player, Func<string, string> fill)
    {
        using var document = await caller.GetAsync(fill(row.Document));
        var link = document.StatusCode == HttpStatusCode.OK ? (await document.JsonAsync()).Link(row.Rel) : null;
        var href = link is { } there && !row.IsForm ? Expand(there, fill(row.Target)) : null;

        using var request = new HttpRequestMessage(new HttpMethod(row.Method), href ?? fill(row.Target));
        if (row.Body is not null)
            request.Content = new StringContent(fill(row.Body), Encoding.UTF8, "application/json");
        using var answer = await caller.SendAsync(request);

        var passed = answer.IsSuccessStatusCode;
        var refusal = document.StatusCode == HttpStatusCode.OK ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound;
        var differences = new List<string>();
        if (passed != row.Needs(player))
            differences.Add($"the contract says {(row.Needs(player) ? "yes" : "no")}, the response was {(int)answer.StatusCode}");
        if (row.LinkDecides && passed != link.HasValue)
            differences.Add($"the link was {(link.HasValue ? "present" : "absent")}, the response was {(int)answer.StatusCode}");
        if (href is not null && href != fill(row.Target))
            differences.Add($"the link leads to {href} instead of {fill(row.Target)}");
        if (!passed && answer.StatusCode != refusal)
            differences.Add($"refused with {(int)answer.StatusCode}, while the document gets {(int)document.StatusCode}");
        return [.. differences.Select(difference => $"{player.User}, {fill(row.Target)}: {difference}")];
    }

    /// <summary>Returns the href; for a template, its expansion with the target's last segment.</summary>
    private static string Expand(JsonElement link, string target)
    {
        var href = link.GetProperty("href").GetString()!;
        if (!link.TryGetProperty("templated", out var templated) || !templated.GetBoolean())
            return href;
        var last = target[(target.LastIndexOf('/') + 1)..];
        var name = href[(href.LastIndexOf('{') + 1)..^1];
        return Std.UriTemplate.Expand(href, new Dictionary<string, object> { [name] = last }).Replace("%3A", ":", StringComparison.Ordinal);
    }
}
