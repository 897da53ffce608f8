namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>Tokens of the right key whose header names another type (<c>typ</c>) or requires an extension (<c>crit</c>).</summary>
internal static class HeaderForgeries
{
    private static readonly string?[] Types =
    [
        null, "null", "\"\"", "0", "true", "[]", "{}", "[\"at+jwt\"]", "{\"typ\":\"at+jwt\"}", "\"JWE\"", "\"JWS\"", "\"JOSE\"",
        "\"JOSE+JSON\"",
        "\"id_token\"", "\"id+jwt\"", "\"ID\"", "\"logout+jwt\"", "\"secevent+jwt\"", "\"dpop+jwt\"", "\"token-introspection+jwt\"",
        "\"oauth-authz-req+jwt\"", "\"client-authentication+jwt\"", "\"kb+jwt\"", "\"dc+sd-jwt\"", "\"jwk-set+json\"", "\"refresh\"",
        "\"Bearer\"",
        "\"application/jwt\"", "\"application/id+jwt\"", "\"text/at+jwt\"", "\"at+jwt \"", "\" at+jwt\"", "\"at+jwt\\u0000\"",
        "\"at+jwt;x=1\"",
        "\"at+jwt,JWT\"", "\"at jwt\"", "\"xat+jwt\"", "\"at+jwt+x\"", "\"JWT \"", "\"JWT\\u0000\"", "\"JWTX\"", "\"\\ud800\"",
    ];

    private static readonly (string Name, string Json)[] Extensions =
    [
        ("crit", "[]"), ("crit", "null"), ("crit", "true"), ("crit", "0"), ("crit", "{}"), ("crit", "\"\""), ("crit", "\"exp\""),
        ("crit", "[\"alg\"]"),
        ("crit", "[\"kid\"]"), ("crit", "[\"typ\"]"), ("crit", "[\"exp\"]"), ("crit", "[\"b64\"]"), ("crit", "[\"crit\"]"),
        ("crit", "[\"\"]"),
        ("crit", "[\"http://example.invalid/UNDEFINED\"]"), ("crit", "[\"exp\",\"exp\"]"), ("crit", "[1]"), ("crit", "[null]"),
        ("crit", "[[\"exp\"]]"),
        ("b64", "false"), ("b64", "true"), ("b64", "null"), ("b64", "\"false\""), ("b64", "0"), ("cr\\u0069t", "[\"exp\"]"),
    ];

    public static IEnumerable<ForgeryFamily> Of(ForgeryTarget target) =>
    [
        new("typ", [.. new[] { "at+jwt", "application/at+jwt", "JWT" }.Select(type => target.WithHeader("typ", ForgeryTarget.Text(type)))],
            [.. Types.Select(type => ($"typ {type}", target.WithHeader("typ", type)))]),
        // An extension that is not marked as critical is ignored.
        new("crit", [target.WithHeader("exp", "1"), target.WithHeader("critical", "[\"exp\"]")],
        [
            .. Extensions.Select(member => ($"{member.Name} {member.Json}", WithMember(target, $"\"{member.Name}\":{member.Json}"))),
            .. from name in new[] { "exp", "urn:example:ext", "b64" }
               let members = $"\"{name}\":false,\"crit\":[\"{name}\"]"
               select ($"crit with {name}", WithMember(target, members)),
            .. from name in new[] { "crit", "b64" }
               from json in new[] { "[\"exp\"]", "false" }
               select ($"{name} {json}, not signed", target.Sign(target.Header((name, json)), target.Payload(), _ => new byte[64])),
        ]),
    ];

    // As it is: the name can be escaped.
    private static string WithMember(ForgeryTarget target, string members) =>
        target.Sign($"{target.Header()[..^1]},{members}}}", target.Payload());
}
