using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Auth;

/// <summary>What every refused token is answered with.</summary>
internal static class RefusedToken
{
    public static async Task ShouldRefuseTokenAsync(this HttpResponseMessage answer, string description)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized, await answer.Content.ReadAsStringAsync());
        answer.Headers.WwwAuthenticate.ToString().Should().Be($"Bearer error=\"invalid_token\", error_description=\"{description}\"");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = await answer.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/invalid-token");
        problem.GetProperty("detail").GetString().Should().NotBeNullOrEmpty();
    }
}
