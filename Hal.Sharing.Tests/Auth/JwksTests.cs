using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hal.Sharing.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Auth;

public sealed class JwksTests(SharingServer server) : IClassFixture<SharingServer>
{
    [Fact]
    public async Task PublishedKey_IsPublicOnly_WithThumbprintAsId()
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync("/.well-known/jwks.json");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        response.Headers.CacheControl!.ToString().Should().Be("public, max-age=300");
        var key = (await response.JsonAsync()).GetProperty("keys").EnumerateArray().Single();
        key.EnumerateObject().Select(member => member.Name).Should().BeEquivalentTo("kty", "crv", "x", "y", "alg", "use", "kid");
        var (x, y) = (key.GetProperty("x").GetString(), key.GetProperty("y").GetString());
        var canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        key.GetProperty("kid").GetString().Should().Be(Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
    }

    [Fact]
    public async Task PublishedKey_VerifiesBuiltInTokens()
    {
        using var client = server.CreateClient();
        var keys = new JsonWebKeySet(await client.GetStringAsync("/.well-known/jwks.json"));

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(TestIssuer.BuiltIn.Token("admin"), new TokenValidationParameters
        {
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidIssuer = TestIssuer.BuiltIn.Issuer,
            ValidAudience = TestIssuer.BuiltIn.Audience,
        });

        result.IsValid.Should().BeTrue();
    }
}
