using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth;

/// <summary>The properties of every response to a refused token.</summary>
internal static class RefusedToken
{
    public static async Task ShouldRefuseTokenAsync(this HttpResponseMessage response, string description)
    {
        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized, await response.Content.ReadAsStringAsync());
        response.Headers.WwwAuthenticate.ToString().Should().Be($"Bearer error=\"invalid_token\", error_description=\"{description}\"");
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = await response.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/invalid-token");
        problem.GetProperty("detail").GetString().Should().NotBeNullOrEmpty();
    }
}
