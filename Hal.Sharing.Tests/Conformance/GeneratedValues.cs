using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Reads and checks what the server generates: IDs, slugs, secrets, tokens.</summary>
internal static partial class GeneratedValues
{
    public static Generated Of(JsonNode? body)
    {
        string Text(string name) => (body as JsonObject)?[name]?.ToString() ?? "";
        return new(Text("id"), Text("slug"), Text("secret"));
    }

    /// <summary>Returns what is wrong with the values of a resource that the request created.</summary>
    public static IEnumerable<string> Faults(World before, World after, ApiRequest request)
    {
        var (known, next) = (before.Known, after.Known);
        foreach (var id in (string[])[
            .. next.Users.Except(known.Users), .. next.Clients.Except(known.Clients), .. next.Teams.Except(known.Teams),
            .. next.Integrations.Except(known.Integrations)])
            if (!id.StartsWith(before.Prefix, StringComparison.Ordinal) && !GeneratedId().IsMatch(id))
                yield return $"id: expected a UUID, got {id}";
        foreach (var slug in next.Slugs.Except(known.Slugs).Where(slug => !slug.StartsWith(before.Prefix, StringComparison.Ordinal)))
            if (!Regex.IsMatch(slug, Slug((string?)JsonNode.Parse(request.Body!)!["name"] ?? "")))
                yield return $"slug: expected it to be derived from the name, got {slug}";
        foreach (var (id, client) in after.Clients)
            if (before.Clients.GetValueOrDefault(id)?.Secret != client.Secret && client.Secret.Length < 32)
                yield return $"secret: expected at least 32 characters, got {client.Secret}";
        if (request.Method == "POST" && next == known && after.States > before.States && request.Path.Split('/').Length == 3)
            yield return "id: expected one that was never used";
    }

    /// <summary>Returns the claims of a token that decide what it permits.</summary>
    public static JsonNode Claims(string token)
    {
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!;
        return Json.Object([.. new[] { "sub", "azp", "act", "scope", "team_id" }.Select(name => (name, claims[name]?.DeepClone()))]);
    }

    private static string Slug(string name)
    {
        var stem = Regex.Replace(name.ToLowerInvariant(), "[^a-z0-9]+", "-").Trim('-');
        return $"^{stem}{(stem.Length == 0 ? "" : "-")}[a-z0-9]{{8}}$";
    }

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    private static partial Regex GeneratedId();
}
