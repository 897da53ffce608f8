using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>One issuer and key that a server trusts, and tokens from JSON text, in which nothing is normalized.</summary>
/// <param name="Others">The other keys that the same server trusts.</param>
/// <param name="KeyServer">Where a stranger publishes keys. No server under test may ask there.</param>
internal sealed record ForgeryTarget(string Name, TestIssuer Issuer, IReadOnlyList<TestKey> Others, string KeyServer)
{
    /// <summary>The time of every server under test.</summary>
    public const long Now = 2_000_000_000;

    public TestKey Key => Issuer.Key;

    /// <summary>A token that is accepted.</summary>
    public string Honest => Sign(Header(), Payload());

    /// <summary>Returns JSON as a string.</summary>
    public static string Text(string text) => JsonSerializer.Serialize(text);

    /// <summary>Returns the header of an honest token with some members replaced, removed (null) or added.</summary>
    public string Header(params (string Name, string? Json)[] changes) =>
        Object([("alg", Text(Key.Algorithm)), ("kid", Text(Key.KeyId)), ("typ", "\"at+jwt\"")], changes);

    /// <summary>Returns the payload of an honest token with some members replaced, removed (null) or added.</summary>
    public string Payload(params (string Name, string? Json)[] changes) =>
        Object([("iss", Text(Issuer.Issuer)), ("aud", Text(Issuer.Audience)), ("sub", "\"admin\""), ("exp", $"{Now + 3600}")], changes);

    /// <summary>Returns a token with one member of the header replaced, removed (null) or added, signed by the right key.</summary>
    public string WithHeader(string name, string? json) => Sign(Header((name, json)), Payload());

    /// <summary>Returns a token with one claim replaced, removed (null) or added, signed by the right key.</summary>
    public string WithClaim(string name, string? json) => Sign(Header(), Payload((name, json)));

    public string Sign(string header, string payload, Func<byte[], byte[]>? sign = null) =>
        Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload), sign);

    public string Sign(byte[] header, byte[] payload, Func<byte[], byte[]>? sign = null)
    {
        var signed = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        return $"{signed}.{Base64UrlEncoder.Encode((sign ?? Key.Sign)(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Object(List<(string Name, string? Json)> members, (string Name, string? Json)[] changes)
    {
        foreach (var change in changes)
        {
            var index = members.FindIndex(member => member.Name == change.Name);
            if (index < 0)
                members.Add(change);
            else
                members[index] = change;
        }
        var kept = from member in members where member.Json is not null select $"{Text(member.Name)}:{member.Json}";
        return $"{{{string.Join(',', kept)}}}";
    }
}

/// <summary>Tokens with the same flaw, and tokens of the same form without it.</summary>
/// <param name="Twins">The tokens without the flaw, which are accepted. They are empty if the flaw is the whole form.</param>
internal sealed record ForgeryFamily(string Name, IReadOnlyList<string> Twins, IReadOnlyList<(string Name, string Token)> Forgeries)
{
    /// <summary>Whether only the lifetime is wrong: another, valid token in the same request then counts (contract, section 3).</summary>
    public bool IsOutOfTime { get; init; }
}
