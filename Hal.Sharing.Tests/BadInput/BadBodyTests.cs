using System.Text;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Members that are wrong, missing, too many, unknown or doubled.</summary>
public sealed class BadBodyTests(ListeningServer server, ITestOutputHelper output)
    : BadRequests(server, output), IClassFixture<ListeningServer>
{
    private const string Share = "/api/integrations/abc-123/shares/team:coaching";
    private const string Shares = "/api/integrations/abc-123/shares";
    private const string Owner = "/api/integrations/abc-123/owner";
    private const string Integration = "/api/integrations/abc-123";
    private const string Integrations = "/api/integrations";

    private static readonly string[] NoIntegers =
    [
        "1.5", "\"1.5\"", "\"\"", "\" 1\"", "\"1 \"", "\"0x1\"", "\"one\"", "true", "false",
        "[]", "[1]", "{}", "1e400", "-1e400", "1e-1", "\"NaN\"", "\"١\"",
    ];
    private static readonly string[] TooLow = ["0", "-1", "\"0\"", "\"-1\"", "-0", "0.0", "-2147483648"];
    private static readonly string[] NoLevels =
    [
        "null", "2147483648", "\"2147483648\"", "-2147483649", "99999999999999999999", "1e10",
        .. TooLow,
    ];
    private static readonly string[] NoTexts = ["1", "1.5", "true", "[]", "[\"a\"]", "{}", "{\"a\":1}"];

    [Fact]
    public Task Levels() => AllAreRefusedAsync(
    [
        .. from value in NoLevels.Concat(NoIntegers)
           from row in new[]
           {
               Put(Share, $$"""{"accessLevel": {{value}}}""", "send 1 (view), 2 (edit) or 3 (admin)"),
               Put(Share, $$"""{"accessLevel": {{value}}}""", $"accessLevel is {value};"),
               Post(Shares, $$"""{"principalId": "team:coaching", "accessLevel": {{value}}}""", "#/accessLevel"),
           }
           select row,
        .. from value in TooLow select Put(Share, $$"""{"accessLevel": {{value}}}""", "use DELETE to revoke"),
    ]);

    [Fact]
    public Task TextsOfOtherTypes() => AllAreRefusedAsync(
    [
        .. from value in NoTexts
           from name in new[] { "slug", "name", "type", "description" }
           from row in new[] { Put(Integration, Named(name, value), $"#/{name}"),
               Post(Integrations, Named(name, value), $"{name} is {value}; send a string") }
           select row,
        .. from value in NoTexts
           from name in new[] { "userId", "teamId", "principalId" }
           select Put(Owner, $$"""{"{{name}}": {{value}}}""", $"#/{name}"),
        .. from value in NoTexts select Post(Shares, $$"""{"principalId": {{value}}}""", "#/principalId"),
        Put(Integration, """{}""", "name is missing"),
        Put(Integration, """{"name": null}""", "name is missing"),
        Put(Integration, """{"name": ""}""", "at least 1"),
        Post(Integrations, """{"name": ""}""", "at least 1"),
        Post(Shares, """{"accessLevel": 1}""", "principalId is missing"),
        Post(Shares, """{"principalId": null}""", "principalId is missing"),
        Post(Shares, """{"principalId": ""}""", "#/principalId"),
    ]);

    [Fact]
    public Task LengthsInCodePoints() => AllAreRefusedAsync(
    [
        .. from letter in new[] { "a", "ü", "😀" }
           from row in new[]
           {
               Put(Integration, Named("name", Quoted(letter, 201)), "has 201 characters; send at most 200"),
               Put(Integration, Named("type", Quoted(letter, 201)), "#/type"),
               Put(Integration, Named("description", Quoted(letter, 4001)), "has 4001 characters; send at most 4000"),
               Post(Integrations, Named("name", Quoted(letter, 201)), "at most 200"),
               Post(Integrations, Named("type", Quoted(letter, 201)), "at most 200"),
               Post(Integrations, Named("description", Quoted(letter, 4001)), "at most 4000"),
               Put(Owner, $$"""{"userId": {{Quoted(letter, 129)}}}""", "at most 128"),
               Put(Owner, $$"""{"teamId": {{Quoted(letter, 129)}}}""", "at most 128"),
               Put(Owner, $$"""{"principalId": {{Quoted(letter, 134)}}}""", "at most 133"),
               Post(Shares, $$"""{"principalId": {{Quoted(letter, 134)}}}""", "at most 133"),
           }
           select row,
        Put(Integration, Named("slug", Quoted("a", 129)), "at most 128"),
        Post(Integrations, Named("slug", Quoted("a", 129)), "at most 128"),
        Post(Integrations, Named("id", Quoted("a", 129)), "at most 128"),
    ]);

    [Fact]
    public Task CharactersThatNoTextMayHave() => AllAreRefusedAsync(
    [
        .. from text in new[] { @"\u0000", @"a\u0000b", @"\ud800", @"\udc00\ud800", @"a\udfff" }
           from row in new[]
           {
               Put(Integration, Named("name", $"\"{text}\""), "#/name"),
               Put(Integration, Named("type", $"\"{text}\""), "#/type"),
               Put(Integration, Named("description", $"\"{text}\""), "#/description"),
               Put(Integration, Named("slug", $"\"{text}\""), "#/slug"),
               Post(Integrations, Named("id", $"\"{text}\""), "#/id"),
               Post(Integrations, Named("name", $"\"{text}\""), "#/name"),
               Put(Owner, $$"""{"userId": "{{text}}"}""", "#/userId"),
               Put(Owner, $$"""{"teamId": "{{text}}"}""", "#/teamId"),
               Put(Owner, $$"""{"principalId": "user:{{text}}"}""", "#/principalId"),
               Post(Shares, $$"""{"principalId": "user:{{text}}"}""", "#/principalId"),
               Put(Share, $$"""{"accessLevel": "{{text}}"}""", "#/accessLevel"),
           }
           select row,
        Put(Share, """{"\ud800": 1}""", "surrogate"),
        Put(Share, """{"_links": {"\ud800": 1}}""", "surrogate"),
        Put(Share, """{"_links": {"self": ["\udfff"]}}""", "#/_links/self/0"),
        Put(Share, """{"a\u0000": 1}""", "Unknown property"),
    ]);

    [Fact]
    public Task IdsAndSlugs() => AllAreRefusedAsync(
    [
        .. from id in new[] { "me", "options", ".", "..", "...", "a b", "a/b", "ä", "a%", "a:b", "a@b", "a\\n", "😀", "\u202eabc", " a",
            "abc-124\\n" }
           from row in new[] { Post(Integrations, $$"""{"name": "x", "id": "{{id}}"}""", "#/id") }
           select row,
        .. from slug in new[] { "me", "options", "A", "a_b", "a.b", "a~b", "ä", "a b", "a\\n", "\u200f" }
           from row in new[] { Post(Integrations, $$"""{"name": "x", "slug": "{{slug}}"}""", "#/slug"),
               Put(Integration, $$"""{"name": "Salesforce", "type": "salesforce", "slug": "{{slug}}"}""", "#/slug") }
           select row,
        .. from taken in new[] { "abc-123", "ABC-123", "salesforce", "SALESFORCE", "Wh-001" }
           select new Bad(new RawRequest("POST", Integrations).WithJson($$"""{"name": "x", "id": "{{taken}}"}"""), 409, "id-taken", taken),
        .. from taken in new[] { "warehouse", "gd-001", "wh-001" }
           select new Bad(new RawRequest("PUT", Integration).WithJson($$"""{"name": "Salesforce", "slug": "{{taken}}"}"""), 409, "id-taken",
               taken),
    ]);

    [Fact]
    public Task Owners() => AllAreRefusedAsync(
    [
        Put(Owner, "{}", "exactly one of userId, teamId and principalId"),
        Put(Owner, """{"id": "admin"}""", "id is 'admin'; send user:<userId> or team:<teamId>"),
        Put(Owner, """{"id": null}""", "The new owner is missing"),
        Put(Owner, """{"userId": null, "teamId": null}""", "The new owner is missing"),
        Put(Owner, """{"userId": ""}""", "#/userId"),
        Put(Owner, """{"userId": "jdoe", "teamId": "engineering"}""", "teamId is sent together with userId"),
        Put(Owner, """{"userId": "jdoe", "principalId": "user:jdoe"}""", "principalId is sent together with userId"),
        Put(Owner, """{"userId": "jdoe", "teamId": "engineering", "principalId": "user:jdoe"}""", "#/teamId"),
        .. from principal in new[] { "jdoe", "user:", "team:", "User:jdoe", "group:jdoe", ":jdoe", "user", "user jdoe" }
           from row in new[]
           {
               Put(Owner, $$"""{"principalId": "{{principal}}"}""", $"principalId is '{principal}'"),
               Post(Shares, $$"""{"principalId": "{{principal}}"}""", $"principalId is '{principal}'"),
           }
           select row,
        .. from user in new[] { "nobody", "JDOE", "jdoe ", "😀", "user:jdoe", "a/b", "..", "jdoe'--", "\u200fjdoe" }
           from row in new[]
           {
               new Bad(new RawRequest("PUT", Owner).WithJson($$"""{"userId": "{{user}}"}"""), 422, "unknown-principal", $"'{user}'"),
               new Bad(new RawRequest("PUT", Owner).WithJson($$"""{"teamId": "{{user}}"}"""), 422, "unknown-principal", $"'{user}'"),
               new Bad(new RawRequest("PUT", Owner).WithJson($$"""{"principalId": "team:{{user}}"}"""), 422, "unknown-principal",
                   $"'{user}'"),
               new Bad(new RawRequest("POST", Shares).WithJson($$"""{"principalId": "user:{{user}}"}"""), 422, "unknown-principal",
                   $"'user:{user}'"),
           }
           select row,
    ]);

    [Fact]
    public Task UnknownOrDuplicateProperties() => AllAreRefusedAsync(
    [
        .. from target in new[] { ("PUT", Share), ("POST", Shares), ("PUT", Owner), ("PUT", Integration), ("POST", Integrations) }
           from row in new (string Body, string Says)[]
           {
               ("""{"colour": "red"}""", "Unknown property 'colour'; the known properties are"),
               ("""{"": 1}""", "Unknown property"),
               ("""{"a/b~c": 1}""", "#/a~1b~0c"),
               ("""{"colour": 1, "colour": 2}""", "Duplicate property 'colour'"),
               ("""{"_links": {}, "_links": {}}""", "Duplicate property '_links'"),
               ("""{"_links": {"self": {"href": "a", "href": "b"}}}""", "#/_links/self/href"),
               ("""{"_embedded": {"a": [{"b": [[{"c": 1, "c": 1}]]}]}}""", "#/_embedded/a/0/b/0/0/c"),
               ("""{"createdAt": 1, "cre\u0061tedAt": 2}""", "Duplicate property"),
               ("""{"Name": "x", "AccessLevel": 1, "USERID": "x", "PrincipalId": "x"}""", "Unknown property"),
           }
           select new Bad(new RawRequest(target.Item1, target.Item2).WithJson(row.Body), 400, "invalid-request", row.Says),
        Put(Share, """{"accessLevel": 1, "accessLevel": 2}""", "#/accessLevel"),
        Put(Share, """{"accessLevel": 1, "principalID": "x"}""", "the known properties are accessLevel"),
        Put(Owner, """{"userId": "jdoe", "userId": "asmith"}""", "#/userId"),
        Put(Integration, """{"name": "a", "name": "b"}""", "#/name"),
        Post(Shares, """{"principalId": "team:coaching", "principalId": "team:engineering"}""", "#/principalId"),
    ]);

    private static Bad Put(string path, string json, string says) =>
        new(new RawRequest("PUT", path).WithJson(json), 400, "invalid-request", says);

    private static Bad Post(string path, string json, string says) =>
        new(new RawRequest("POST", path).WithJson(json), 400, "invalid-request", says);

    private static string Named(string name, string value) =>
        name == "name" ? $$"""{"name": {{value}}}""" : $$"""{"name": "x", "{{name}}": {{value}}}""";

    private static string Quoted(string letter, int times) => new StringBuilder("\"").Insert(1, letter, times).Append('"').ToString();
}
