using Hal.Sharing.Api.Consent;

namespace Hal.Sharing.Tests.Consent;

/// <summary>The configured return origins.</summary>
public sealed class ConsentOptionsTests
{
    [Theory]
    [InlineData("https://app.example.com")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("http://localhost:3000")]
    [InlineData("http://127.0.0.1:3000")]
    public void ValidOrigin_HasNoFault(string origin) => new ConsentOptions { ReturnOrigins = [origin] }.Fault.Should().BeNull();

    [Theory]
    [InlineData("https://app.example.com/")]
    [InlineData("https://app.example.com/path")]
    [InlineData("https://user@app.example.com")]
    [InlineData("http://app.example.com")]
    [InlineData("app.example.com")]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("")]
    public void InvalidOrigin_StopsStart(string origin) =>
        new ConsentOptions { ReturnOrigins = ["https://fine.example", origin] }.Fault.Should().Contain($"'{origin}'").And.NotContain("\n");
}
