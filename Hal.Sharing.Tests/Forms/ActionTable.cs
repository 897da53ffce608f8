using System.Text.Json;
using Hal.Sharing.Tests.Links;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Forms;

/// <summary>One action of the contract on one document, as a client sends it that does not use forms.</summary>
/// <param name="Key">The relation without its prefix.</param>
/// <param name="Body">Valid; null: none.</param>
public sealed record ActionByHand(string Key, string Method, string Target, string? Body);

/// <summary>The contract's table of documents and their actions, in its order.</summary>
public static class ActionTable
{
    /// <summary>The actions of each kind of document; kinds that are not here have none.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Keys = new Dictionary<string, string[]>
    {
        ["/api/integrations"] = ["create-integration"],
        ["/api/integrations/*"] = ["edit", "delete"],
        ["/api/integrations/*/shares"] = ["share", "share-many", "preview"],
        ["/api/integrations/*/shares/*"] = ["edit", "revoke", "preview"],
        ["/api/integrations/*/owner"] = ["transfer", "preview"],
        ["/api/users"] = ["create-user"],
        ["/api/users/*"] = ["edit", "delete"],
        ["/api/teams"] = ["create-team"],
        ["/api/teams/*"] = ["edit", "delete", "preview", "authorize", "revoke-authorization"],
        ["/api/teams/*/members"] = ["add-member", "preview"],
        ["/api/teams/*/members/*"] = ["edit", "remove", "preview"],
        ["/api/changes/*"] = ["restore"],
        ["/api/clients"] = ["create-client"],
        ["/api/clients/*"] = ["edit", "delete"],
        ["/api/v1/teams/*/users"] = ["authorize", "revoke-authorization"],
    };

    /// <summary>The name of every action, as a link has it.</summary>
    public static readonly IReadOnlySet<string> Relations = Keys.Values.SelectMany(keys => keys).Select(key => $"inf:{key}").ToHashSet();

    public static string KindOf(JsonElement document) => Crawl.Kind(document.Href("self")!);

    public static IReadOnlyList<string> KeysOf(JsonElement document) => Keys.GetValueOrDefault(KindOf(document), []);

    /// <summary>The requests that stand behind the actions of one kind of document.</summary>
    public static IEnumerable<ActionByHand> Of(JsonElement document)
    {
        var self = document.Href("self")!.Split('?')[0];
        var authorize = self.StartsWith("/api/v1/", StringComparison.Ordinal) ? self[..^"/users".Length] + "/authorize"
            : self.Replace("/api/", "/api/v1/", StringComparison.Ordinal) + "/authorize";
        return from key in KeysOf(document)
               from action in key switch
               {
                   "create-integration" or "create-team" or "create-client" => [new(key, "POST", self, """{"name": "By hand"}""")],
                   "create-user" => [new(key, "POST", self, """{"displayName": "By hand"}""")],
                   "add-member" => [new(key, "POST", self, """{"userId": "nina"}""")],
                   "share" => [new(key, "POST", self, """{"principalId": "user:nina"}"""), new(key, "PUT", self + "/user:nina", null),
                       new(key, "PUT", self + "/user:nina", """{"accessLevel": 1}""")],
                   "share-many" => [new(key, "POST", self + "/bulk", """{"items": [{"principalId": "user:nina"}]}""")],
                   "preview" => [new(key, "POST", self + "/preview", PreviewOf(KindOf(document)))],
                   "transfer" => [new(key, "PUT", self, """{"userId": "nina"}"""),
                       new(key, "PUT", self, """{"principalId": "user:nina"}""")],
                   "restore" => [new(key, "POST", self + "/restore", null), new(key, "POST", self + "/restore", "{}")],
                   "edit" => [new(key, "PUT", self, EditOf(KindOf(document)))],
                   "authorize" => [new(key, "POST", authorize, """{"scopes": ["data:read"]}""")],
                   "revoke-authorization" => [new(key, "DELETE", authorize, null)],
                   _ => new ActionByHand[] { new(key, "DELETE", self, null), new(key, "DELETE", self, "{}") },
               }
               select action;
    }

    private static string? PreviewOf(string kind) => kind switch
    {
        "/api/integrations/*/shares" => """{"principalId": "user:nina"}""",
        "/api/integrations/*/shares/*" => """{"accessLevel": 1}""",
        "/api/teams/*/members/*" => """{"role": "designer"}""",
        "/api/teams/*" => null,
        _ => """{"userId": "nina"}""",
    };

    private static string EditOf(string kind) => kind switch
    {
        "/api/integrations/*/shares/*" => """{"accessLevel": 1}""",
        "/api/users/*" => """{"displayName": "By hand"}""",
        "/api/teams/*/members/*" => """{"role": "designer"}""",
        _ => """{"name": "By hand"}""",
    };
}
