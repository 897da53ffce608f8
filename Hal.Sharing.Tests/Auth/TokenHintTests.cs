using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth;

/// <summary>The details of problems with tokens: they say what to send instead.</summary>
public sealed class TokenHintTests(SharingServer server) : IClassFixture<SharingServer>
{
    private static readonly string Good = TestIssuer.BuiltIn.Token("admin");

    public static TheoryData<string> Garbage =>
        ["garbage", "a.b", "a.b.c.d", $"\"{Good}\"", "null", "undefined", "{{token}}", $"{Good}=", "x.y.ü"];

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task InvalidText_GetsNameOfTokenCommand(string token)
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync("/api/users/me", ("Authorization", $"Bearer {token}"));

        await response.ShouldRefuseTokenAsync("malformed");
        var detail = (await response.JsonAsync()).GetProperty("detail").GetString();
        detail.Should().StartWith("This is not a token.").And.Contain("without quotes").And.Contain("token --user ID");
        detail.Should().NotContain(token, "tokens do not belong into responses");
    }

    [Fact]
    public async Task InvalidText_InProductionOrWithProvider_GetsNoCommand()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        foreach (var settings in new (string, string)[][] { [("environment", "Staging")], [.. provider.Settings] })
        {
            using var client = server.CreateClient(settings);
            using var response = await client.GetAsync("/api/users/me", ("Authorization", "Bearer garbage"));
            (await response.JsonAsync()).GetProperty("detail").GetString().Should()
                .StartWith("This is not a token.").And.NotContain("--user");
        }
    }

    [Fact]
    public async Task TokenWithUnreadableParts_IsReported()
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync("/api/users/me", ("Authorization", "Bearer e30.W10.YQ"));

        await response.ShouldRefuseTokenAsync("malformed");
        (await response.JsonAsync()).GetProperty("detail").GetString().Should().StartWith("The token cannot be read");
    }

    [Theory]
    [InlineData("/api/users/me?access_token=")]
    [InlineData("/api/users/me?token=")]
    [InlineData("/api/integrations?q=x&Access_Token=")]
    public async Task TokenInAddress_IsNotRead_AndReported(string path)
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync(path + Good);

        response.StatusCode.Should().Be(System.Net.HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
        var problem = await response.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/unauthorized");
        problem.GetProperty("detail").GetString().Should()
            .Contain("Tokens in addresses are not read").And.Contain("Authorization: Bearer").And.NotContain(Good);
    }
}
