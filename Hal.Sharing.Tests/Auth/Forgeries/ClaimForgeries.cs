using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>Tokens of the right key for another issuer or audience, or with claims of wrong types.</summary>
internal static class ClaimForgeries
{
    private static readonly string?[] NoText =
        [null, "null", "\"\"", "0", "1.5", "true", "false", "[]", "{}", "[null]", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\""];

    private static readonly string[] WrongTypes = ["0", "1.5", "true", "false", "[]", "{}", "[\"admin\"]", "{\"sub\":\"admin\"}",
        "\"a\\u0000\"", "\"\\ud800\""];

    public static IEnumerable<ForgeryFamily> Of(ForgeryTarget target) => [Issuer(target), Audience(target), Subject(target), Types(target)];

    private static ForgeryFamily Issuer(ForgeryTarget target)
    {
        var issuer = target.Issuer.Issuer;
        string?[] wrong = [.. NoText, .. Lists(issuer), .. Near(issuer).Select(ForgeryTarget.Text)];
        return new("iss", [target.WithClaim("iss", ForgeryTarget.Text(issuer)), target.WithClaim("iss", Escaped(issuer))],
            [.. wrong.Select(json => ($"iss {json}", target.WithClaim("iss", json)))]);
    }

    private static ForgeryFamily Audience(ForgeryTarget target)
    {
        var audience = target.Issuer.Audience;
        var right = ForgeryTarget.Text(audience);
        string?[] wrong =
        [
            .. NoText, .. Near(audience).Select(ForgeryTarget.Text), .. Near(audience).Select(near => $"[{ForgeryTarget.Text(near)}]"),
            $"[[{right}]]", $$"""{"aud":{{right}}}""", $$"""[{"aud":{{right}}}]""", $"[{right},1]", $"[1,{right}]", $"[{right},null]",
            $"[null,{right}]",
            $"[{right},[]]", $"[{{}},{right}]", $"[true,{right}]", $"[{right},\"\\ud800\"]",
            ForgeryTarget.Text($"{audience} other"), ForgeryTarget.Text($"{audience},other"), ForgeryTarget.Text($"[\"{audience}\"]"),
            ForgeryTarget.Text(audience == TestProvider.Audience ? TestIssuer.BuiltIn.Audience : TestProvider.Audience),
        ];
        return new("aud",
            [target.WithClaim("aud", right), target.WithClaim("aud", $"[{right}]"), target.WithClaim("aud", $"[\"other\",{right}]")],
            [.. wrong.Select(json => ($"aud {json}", target.WithClaim("aud", json)))]);
    }

    private static ForgeryFamily Subject(ForgeryTarget target)
    {
        string?[] wrong = [.. NoText, .. Lists("admin")];
        return new("sub", [target.WithClaim("sub", "\"admin\""), target.WithClaim("sub", "\"\\u0061dmin\"")],
            [.. wrong.Select(json => ($"sub {json}", target.WithClaim("sub", json)))]);
    }

    private static ForgeryFamily Types(ForgeryTarget target) => new(
        "type of a claim",
        [target.WithClaim("azp", "\"admin\""), target.WithClaim("scope", "\"data:read\""), target.WithClaim("roles", "[1]")],
        [
            .. from claim in new[] { "azp", "scope", "team_id" }
               from json in WrongTypes
               select ($"{claim} {json}", target.WithClaim(claim, json)),
            .. from json in WrongTypes.Append("null").Append("\"admin\"")
               select ($"act {json} without scope", target.WithClaim("act", json)),
        ]);

    private static IEnumerable<string> Lists(string text) =>
    [
        $"[{ForgeryTarget.Text(text)}]", $"[{ForgeryTarget.Text(text)},\"other\"]", $"[\"other\",{ForgeryTarget.Text(text)}]",
        $$"""{"value":{{ForgeryTarget.Text(text)}}}""",
    ];

    private static IEnumerable<string> Near(string text) =>
    [
        $"{text}/", $"{text}//", $"{text} ", $" {text}", $"{text}\0", $"\0{text}", $"{text}\0other", $"{text}#", $"{text}?", $"{text}\n",
        $"{text}\u200b",
        text.ToUpperInvariant(), char.ToUpperInvariant(text[0]) + text[1..], text[..^1], text[1..], $"{text}{text}",
        $"{text}.evil.example", $"https://evil.example/{text}",
        "https://evil.example", "*", ".*", "other", "undefined",
    ];

    private static string Escaped(string text) => $"\"{string.Concat(text.Select(letter => $"\\u{(int)letter:x4}"))}\"";
}
