using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Staleness;

/// <summary>Describes a document as a server sent it, in the words of <see cref="ExpectedText"/>.</summary>
internal static class ShownText
{
    public static string Of(Document document, Reply reply, bool forms)
    {
        if (reply.Status != 200)
            return $"{reply.Status}";
        var body = reply.Body;
        return document.Kind switch
        {
            "entry" => $"200{Links(body)}",
            "me" or "user" => $"200 {Text(body, "id")} '{Text(body, "displayName")}'{Private(body)}{Links(body)}{Templates(body, forms)}",
            "team" => $"200 {Text(body, "id")} '{Text(body, "name")}'{Links(body)}{Templates(body, forms)}",
            "integration" => $"200 {Text(body, "id")} {Text(body, "slug")} '{Text(body, "name")}' {Text(body, "ownerId")}"
                + Links(body) + Templates(body, forms),
            "owner" => Owner(body, forms),
            "share" => $"200 {Share(body)}{Levels(body, forms)}",
            _ => List(body, forms),
        };
    }

    private static string Owner(JsonElement body, bool forms)
    {
        var owner = body.GetProperty("_embedded").EnumerateObject().Single();
        var name = Text(owner.Value, owner.Name == "inf:user" ? "displayName" : "name");
        var integration = body.Href("inf:integration")!["/api/integrations/".Length..];
        return $"200 {integration} {Text(body, "id")} '{name}'{Links(body)}{Templates(body, forms)}";
    }

    private static string List(JsonElement body, bool forms)
    {
        var integration = body.Href("inf:integration")!["/api/integrations/".Length..];
        return $"200 {integration} {Text(body, "count")} of {Text(body, "total")}{Links(body)}{Levels(body, forms)}"
            + string.Concat(body.Embedded("inf:integration-share").Select(share => $"\n  {Share(share)}"));
    }

    private static string Share(JsonElement share)
    {
        var principal = share.GetProperty("principal");
        return $"{Text(share, "integrationId")} {Text(share, "principalId")} {Text(share, "accessLevel")} '{Text(principal, "name")}'"
            + $" by {Text(share, "grantedBy")}{Links(share)}";
    }

    private static string Private(JsonElement user) => user.TryGetProperty("isSuperuser", out var isSuperuser)
        ? $" superuser {isSuperuser.GetBoolean()} managed by {Text(user, "managedBy")}"
        : "";

    private static string Levels(JsonElement body, bool forms)
    {
        if (!forms || !body.TryGetProperty("_templates", out var templates))
            return "";
        var levels =
            from template in templates.EnumerateObject()
            where template.Name is "share" or "edit"
            from property in template.Value.GetProperty("properties").EnumerateArray()
            where Text(property, "name") == "accessLevel"
            from option in property.GetProperty("options").GetProperty("inline").EnumerateArray()
            select Text(option, "value");
        return levels.ToList() is { Count: > 0 } offered ? $"; levels {string.Join(' ', offered)}" : "";
    }

    private static string Templates(JsonElement body, bool forms)
    {
        if (!forms)
            return "";
        var names = body.TryGetProperty("_templates", out var templates)
            ? templates.EnumerateObject().Select(template => template.Name)
            : [];
        return $"; forms {string.Join(' ', names.Order(StringComparer.Ordinal))}";
    }

    private static string Links(JsonElement resource)
    {
        var names =
            from link in resource.GetProperty("_links").EnumerateObject()
            where link.Name is "next" or "prev" || link.Name.StartsWith("inf:", StringComparison.Ordinal)
            select link.Name.StartsWith("inf:", StringComparison.Ordinal) ? link.Name[4..] : link.Name;
        return $"; links {string.Join(' ', names.Order(StringComparer.Ordinal))}";
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) ? member.ToString() : "-";
}
