using Hal.Sharing.Api.Auth;
using Microsoft.Extensions.Hosting.Internal;

namespace Hal.Sharing.Tests.Auth;

public sealed class AuthOptionsTests
{
    [Fact]
    public void Defaults_AreValid() => Faults(new AuthOptions()).Should().BeEmpty();

    [Fact]
    public void Provider_IsValid() =>
        Faults(
            new() { Authority = "https://idp.example/realm", Audience = "a", AllowedOrigins = ["https://app.example:8443"] },
            "Production").Should().BeEmpty();

    public static TheoryData<AuthOptions, string> Faulty => new()
    {
        { new() { Authority = "idp.example", Audience = "a" }, "Auth:Authority is 'idp.example'*" },
        { new() { Authority = "ftp://idp.example", Audience = "a" }, "Auth:Authority is 'ftp://idp.example'*" },
        { new() { Authority = "http://idp.example", Audience = "a" }, "*in Production it must begin with https://." },
        { new() { Authority = "https://idp.example" }, "Auth:Audience is empty*" },
        { new() { UserIdClaim = "" }, "Auth:UserIdClaim is empty*" },
        { new() { EmailClaim = " " }, "Auth:EmailClaim is empty*" },
        { new() { AllowedOrigins = ["https://a.example/"] }, "Auth:AllowedOrigins has 'https://a.example/'*" },
        { new() { AllowedOrigins = ["*"] }, "Auth:AllowedOrigins has '*'*" },
        { new() { AllowedOrigins = ["null"] }, "Auth:AllowedOrigins has 'null'*" },
        { new() { ClientId = "web" }, "Auth:ClientId is set but Auth:Authority is not*" },
        { new() { ClientSecret = "s" }, "Auth:ClientSecret is set but Auth:ClientId is not*" },
        {
            new() { Authority = "https://idp.example", Audience = "a", ClientId = "web", SignInScopes = "profile" },
            "Auth:SignInScopes is 'profile'*"
        },
        { new() { SigningKey = "x", SigningKeyFile = "y" }, "Auth:SigningKey and Auth:SigningKeyFile are both set*" },
        { new() { KeyRefresh = TimeSpan.FromSeconds(29) }, "Auth:KeyRefresh is 00:00:29: it must be from 00:00:30*" },
        { new() { KeyRefresh = TimeSpan.FromDays(2) }, "Auth:KeyRefresh is 2.00:00:00*" },
        { new() { TokenCacheBytes = -1 }, "Auth:TokenCacheBytes is -1*" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Fault_IsOneLineThatNamesTheSetting(AuthOptions options, string message) =>
        Faults(options, "Production").Should().ContainSingle().Which.Should().Match(message).And.NotContain("\n");

    [Fact]
    public void HttpProvider_IsValidInDevelopment() =>
        Faults(new AuthOptions { Authority = "http://localhost:8080", Audience = "a" }).Should().BeEmpty();

    private static IEnumerable<string> Faults(AuthOptions options, string environment = "Development") =>
        new AuthOptionsValidator(new HostingEnvironment { EnvironmentName = environment }).Validate(null, options).Failures ?? [];
}
