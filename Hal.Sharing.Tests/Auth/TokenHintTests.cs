using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth;

/// <summary>What a caller is told whose token cannot be used: what to send instead, in words of this API.</summary>
public sealed class TokenHintTests(SharingServer server) : IClassFixture<SharingServer>
{
    private static readonly string Good = TestIssuer.BuiltIn.Token("admin");

    public static TheoryData<string> Garbage => ["garbage", "a.b", "a.b.c.d", $"\"{Good}\"", "null", "undefined", "{{token}}", $"{Good}=", "x.y.ü"];

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_IsNoToken_AndTheCommandThatPrintsOneIsNamed(string token)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync("/api/users/me", ("Authorization", $"Bearer {token}"));

        await answer.ShouldRefuseTokenAsync("malformed");
        var detail = (await answer.JsonAsync()).GetProperty("detail").GetString();
        detail.Should().StartWith("This is not a token.").And.Contain("without quotes").And.Contain("token --user ID");
        detail.Should().NotContain(token, "tokens do not belong into responses");
    }

    [Fact]
    public async Task Garbage_InProductionOrWithAProvider_NamesNoCommand()
    {
        await using var provider = await TestProvider.StartAsync(TestKey.Ec("ec"));
        foreach (var settings in new (string, string)[][] { [("environment", "Staging")], [.. provider.Settings] })
        {
            using var client = server.CreateClient(settings);
            using var answer = await client.GetAsync("/api/users/me", ("Authorization", "Bearer garbage"));
            (await answer.JsonAsync()).GetProperty("detail").GetString().Should().StartWith("This is not a token.").And.NotContain("--user");
        }
    }

    [Fact]
    public async Task TokenWithUnreadableParts_IsCalledSo()
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync("/api/users/me", ("Authorization", "Bearer e30.W10.YQ"));

        await answer.ShouldRefuseTokenAsync("malformed");
        (await answer.JsonAsync()).GetProperty("detail").GetString().Should().StartWith("The token cannot be read");
    }

    [Theory]
    [InlineData("/api/users/me?access_token=")]
    [InlineData("/api/users/me?token=")]
    [InlineData("/api/integrations?q=x&Access_Token=")]
    public async Task TokenInTheAddress_IsNotRead_AndTheResponseSaysSo(string path)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync(path + Good);

        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
        var problem = await answer.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/unauthorized");
        problem.GetProperty("detail").GetString().Should().Contain("Tokens in addresses are not read").And.Contain("Authorization: Bearer").And.NotContain(Good);
    }
}
