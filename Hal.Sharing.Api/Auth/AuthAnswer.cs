using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Auth;

/// <summary>Writes the answer to a request that has no caller: the problem (RFC 9457) and the challenge (RFC 6750).</summary>
public static class AuthAnswer
{
    public static async Task WriteAsync(HttpContext context, AuthFault fault)
    {
        if (fault.Challenge is { } challenge)
            context.Response.Headers[HeaderNames.WWWAuthenticate] = challenge;
        context.Response.Headers.CacheControl = "no-store";
        await Results.Problem(fault.Detail, statusCode: fault.Status).ExecuteAsync(context);
    }
}
