using Hal.Sharing.Api.Consent;

namespace Hal.Sharing.Tests.Consent;

public sealed class ConsentOptionsTests
{
    [Theory]
    [InlineData("https://app.example.com")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("http://localhost:3000")]
    [InlineData("http://127.0.0.1:3000")]
    public void Origin_IsFine(string origin) => new ConsentOptions { ReturnOrigins = [origin] }.Fault.Should().BeNull();

    [Theory]
    [InlineData("https://app.example.com/")]
    [InlineData("https://app.example.com/path")]
    [InlineData("https://user@app.example.com")]
    [InlineData("http://app.example.com")]
    [InlineData("app.example.com")]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("")]
    public void WhatIsNoOrigin_StopsTheStart(string origin) =>
        new ConsentOptions { ReturnOrigins = ["https://fine.example", origin] }.Fault.Should().Contain($"'{origin}'").And.NotContain("\n");
}
