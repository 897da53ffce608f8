using System.Text;
using System.Text.Json;
using Hal.Sharing.Api.Auth;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Auth;

/// <summary>
/// No payload of these vectors is a JSON object, so a token validator would refuse them all for the wrong reason. Here, they are used to
/// test the parts below it: the choice of the key and the check of the signature.
/// </summary>
public sealed class WycheproofTests
{
    // Their keys name another algorithm than the signature's (PS256 for PS384, and ES521, which does not exist). Such a key is refused.
    private static readonly int[] Stricter = [346, 347, 350, 351];

    // A key of a weak generator (ROCA): the quality of the provider's keys is not checked.
    private static readonly int[] NotLookedFor = [7];

    public static TheoryData<string, int> Vectors()
    {
        var data = new TheoryData<string, int>();
        foreach (var file in new[] { "jws.json", "jwk.json" })
        {
            foreach (var (_, test) in Read(file))
                data.Add(file, test.GetProperty("tcId").GetInt32());
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Vector_HasExpectedResult(string file, int id)
    {
        var (keys, test) = Read(file).Single(vector => vector.Test.GetProperty("tcId").GetInt32() == id);
        var isValid = test.GetProperty("result").GetString() == "valid";
        var expected = file == "jws.json" ? isValid && !Stricter.Contains(id) : isValid || NotLookedFor.Contains(id);

        IsGenuine(keys, test.GetProperty("jws").GetString()!).Should().Be(expected, test.GetProperty("comment").GetString());
    }

    [Fact]
    public void EnoughVectors_AreAccepted() =>
        Read("jws.json").Count(vector => IsGenuine(vector.Keys, vector.Test.GetProperty("jws").GetString()!)).Should().BeGreaterThan(15);

    private static bool IsGenuine(string keys, string jws)
    {
        var parts = jws.Split('.');
        // The strict parser gets the header and the signature unchanged, with an object as the payload.
        if (parts.Length != 3 || !CompactToken.TryParse($"{parts[0]}.e30.{parts[2]}", out var token)
            || token.IsCritical || token.KeyId is not { } keyId)
            return false;
        if (VerificationKeys.Find(new JsonWebKeySet(keys).Keys, keyId) is not { } key || !key.Allows(token.Algorithm))
            return false;
        try
        {
            return key.CryptoProviderFactory.CreateForVerifying(key, token.Algorithm)
                .Verify(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlEncoder.DecodeBytes(parts[2]));
        }
        catch (Exception refused) when (refused is InvalidOperationException or NotSupportedException)
        {
            return false; // The library refuses the key.
        }
    }

    private static IEnumerable<(string Keys, JsonElement Test)> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Auth", "Vectors", file)));
        return
        [
            .. from vectorGroup in document.RootElement.Clone().EnumerateArray()
               from test in vectorGroup.GetProperty("tests").EnumerateArray()
               select ($$"""{"keys":{{vectorGroup.GetProperty("keys").GetRawText()}}}""", test),
        ];
    }
}
