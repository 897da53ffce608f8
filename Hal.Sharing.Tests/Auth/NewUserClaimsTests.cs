using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth;

/// <summary>The profile of a new user comes from the claims of the first token.</summary>
public sealed class NewUserClaimsTests(SharingServer server) : IClassFixture<SharingServer>
{
    public static TheoryData<string, string> Names => new()
    {
        { "{}", "ID" },
        { """{"name": ""}""", "ID" },
        { """{"name": " \u0000\t ", "given_name": "Ann"}""", "Ann" },
        { """{"given_name": "Ann", "family_name": "Lee"}""", "Ann Lee" },
        { """{"family_name": "Lee"}""", "Lee" },
        { """{"name": 7}""", "ID" },
        { """{"name": "A\u0000n\u0007n\u2028"}""", "ID" },
        { """{"name": "A\u0007n\u2028n\n"}""", "Ann" },
        { """{"name": "<b>Ann</b> ünïcödé 😀"}""", "<b>Ann</b> ünïcödé 😀" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task UnusualNames_PreventNoSignIn(string claims, string displayName)
    {
        var id = $"n-{Guid.NewGuid():N}"[..12];
        var header = $$"""{"alg":"ES256","typ":"JWT","kid":"{{TestIssuer.BuiltIn.Key.KeyId}}"}""";
        var (issuer, audience) = (TestIssuer.BuiltIn.Issuer, TestIssuer.BuiltIn.Audience);
        var standard = $$"""{"iss":"{{issuer}}","aud":"{{audience}}","sub":"{{id}}","exp":4102444800""";
        var payload = standard + (claims == "{}" ? "}" : "," + claims[1..]);
        using var client = server.CreateClient().WithBearer(TestIssuer.BuiltIn.Sign(header, payload));

        using var response = await client.GetAsync("/api/users/me");

        response.StatusCode.Should().Be(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        (await response.JsonAsync()).GetProperty("displayName").GetString().Should().Be(displayName == "ID" ? id : displayName);
    }

    [Fact]
    public async Task LongNames_AreTruncated_AndLongEmailIsOmitted()
    {
        using var client = server.CreateClient().WithBearer(TestIssuer.BuiltIn.Token("long", claims =>
        {
            claims["name"] = new string('x', 199) + "😀y";
            claims["email"] = new string('x', 320) + "@example.com";
        }));

        using var response = await client.GetAsync("/api/users/me");

        var user = await response.JsonAsync();
        user.GetProperty("displayName").GetString().Should().Be(new string('x', 199));
        user.TryGetProperty("email", out _).Should().BeFalse();
    }

    [Fact]
    public async Task ConfiguredClaims_AreUsed()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        using var client = server.CreateClient([.. provider.Settings, ("Auth:NameClaim", "nick"), ("Auth:EmailClaim", "mail")])
            .WithBearer(provider.Token("auth0|77", claims =>
                (claims["nick"], claims["mail"], claims["name"]) = ("Nick", "n@example.com", "No")));

        using var response = await client.GetAsync("/api/users/me");

        var user = await response.JsonAsync();
        user.GetProperty("id").GetString().Should().MatchRegex("^auth0-77-[0-9a-f]{16}$");
        user.GetProperty("displayName").GetString().Should().Be("Nick");
        user.GetProperty("email").GetString().Should().Be("n@example.com");
    }
}
