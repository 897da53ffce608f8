using System.Text;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Invalid properties of users, teams, memberships and clients.</summary>
public sealed class BadDirectoryTests(ListeningServer server, ITestOutputHelper output)
    : BadRequests(server, output), IClassFixture<ListeningServer>
{
    private static readonly string[] NoTexts = ["1", "true", "[]", "{}", "\"\\u0000\"", "\"a\\u0000\"", "\"\\ud800\""];

    /// <summary>Requests, their string properties, and the maximum length of each.</summary>
    private static readonly (string Method, string Path, string Required, (string Name, int Max)[] Texts)[] Writes =
    [
        ("POST", "/api/teams", "name",
            [("name", 200), ("description", 4000), ("url", 2000), ("image", 2000), ("privacyStatement", 2000), ("id", 128)]),
        ("PUT", "/api/teams/analytics", "name", [("name", 200), ("description", 4000), ("url", 2000)]),
        ("POST", "/api/users", "displayName",
            [("displayName", 200), ("firstName", 200), ("lastName", 200), ("email", 320), ("managedBy", 128), ("id", 128)]),
        ("PUT", "/api/users/jdoe", "displayName", [("displayName", 200), ("firstName", 200), ("lastName", 200), ("email", 320)]),
        ("POST", "/api/clients", "name", [("name", 200), ("id", 128)]),
    ];

    [Fact]
    public Task InvalidTexts() => AllAreRefusedAsync(
    [
        .. from write in Writes
           from text in write.Texts
           from value in NoTexts
           select Invalid(write.Method, write.Path, With(write.Required, text.Name, value), $"#/{text.Name}"),
    ]);

    [Fact]
    public Task TooLongTexts() => AllAreRefusedAsync(
    [
        .. from write in Writes
           from text in write.Texts
           from letter in new[] { "a", "😀" }
           let value = new StringBuilder("\"").Insert(1, letter, text.Max + 1).Append('"').ToString()
           select Invalid(write.Method, write.Path, With(write.Required, text.Name, value),
               $"has {text.Max + 1} characters; send at most {text.Max}"),
    ]);

    [Fact]
    public Task MissingUnknownOrDuplicateProperties() => AllAreRefusedAsync(
    [
        .. from write in Writes
           from row in new (string Body, string Says)[]
           {
               ("{}", $"{write.Required} is missing"),
               ($$"""{"{{write.Required}}": null}""", $"{write.Required} is missing"),
               ($$"""{"{{write.Required}}": ""}""", "at least 1"),
               ($$"""{"{{write.Required}}": "a", "{{write.Required}}": "b"}""", "Duplicate property"),
               ($$"""{"{{write.Required}}": "a", "colour": "b"}""", "Unknown property 'colour'"),
               ($$$"""{"{{{write.Required}}}": "a", "_embedded": {"x": [{"y": 1, "y": 2}]}}""", "#/_embedded/x/0/y"),
           }
           select Invalid(write.Method, write.Path, row.Body, row.Says),
    ]);

    [Fact]
    public Task IdsUrlsEmailsFlags() => AllAreRefusedAsync(
    [
        .. from path in new[] { ("/api/teams", "name"), ("/api/users", "displayName"), ("/api/clients", "name") }
           from id in new[] { "me", "options", ".", "...", "a b", "a/b", "ä", "a:b", "a~b", "😀", "a\\n" }
           select Invalid("POST", path.Item1, With(path.Item2, "id", $"\"{id}\""), "#/id"),
        .. from path in new[] { ("/api/users", "displayName"), ("/api/clients", "name") }
           from id in new[] { "jdoe", "JDOE", "Admin" }
           select new Bad(new RawRequest("POST", path.Item1).WithJson(With(path.Item2, "id", $"\"{id}\"")), 409, "id-taken", id),
        new Bad(new RawRequest("POST", "/api/teams").WithJson(With("name", "id", "\"Analytics\"")), 409, "id-taken", "Analytics"),
        .. from url in new[] { "x", "javascript:alert(1)", "ftp://example.org", "//example.org", "http://", "/x" }
           from name in new[] { "url", "image", "privacyStatement" }
           select Invalid("POST", "/api/teams", With("name", name, $"\"{url}\""), $"#/{name}"),
        .. from email in new[] { "x", "@", "a@", "@b", "a b@c", "a@b@c", "a@b\\n" }
           select Invalid("POST", "/api/users", With("displayName", "email", $"\"{email}\""), "#/email"),
        .. from flag in new[] { "1", "\"yes\"", "[]", "{}", "\"TRUE\"" }
           select Invalid("POST", "/api/users", With("displayName", "isSuperuser", flag), "#/isSuperuser"),
    ]);

    [Fact]
    public Task Memberships() => AllAreRefusedAsync(
    [
        .. from role in new[] { "1", "null", "true", "[]", "\"\"", "\"owner\"", "\"Admin\"", "\"admin \"", "\"6\"", "\"\\u0000\"",
            "\"\\ud800\"" }
           where role != "null"
           from row in new[]
           {
               Invalid("POST", "/api/teams/analytics/members", $$"""{"userId": "coach", "role": {{role}}}""", "#/role"),
               Invalid("PUT", "/api/teams/analytics/members/bwong", $$"""{"role": {{role}}}""", "#/role"),
           }
           select row,
        .. from user in NoTexts
           select Invalid("POST", "/api/teams/analytics/members", $$"""{"userId": {{user}}, "role": "member"}""", "#/userId"),
        Invalid("POST", "/api/teams/analytics/members", """{"role": "member"}""", "userId is missing"),
        .. from user in new[] { "nobody", "JDOE", "user:coach", "😀" }
           select new Bad(new RawRequest("POST", "/api/teams/analytics/members").WithJson($$"""{"userId": "{{user}}", "role": "member"}"""),
               422, "unknown-principal", user),
    ]);

    private static Bad Invalid(string method, string path, string json, string says) =>
        new(new RawRequest(method, path).WithJson(json), 400, "invalid-request", says);

    private static string With(string required, string name, string value) =>
        required == name ? $$"""{"{{name}}": {{value}}}""" : $$"""{"{{required}}": "x", "{{name}}": {{value}}}""";
}
