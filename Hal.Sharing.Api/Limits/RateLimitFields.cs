using System.Globalization;

namespace Hal.Sharing.Api.Limits;

/// <summary>
/// Writes the header fields <c>RateLimit-Policy</c> and <c>RateLimit</c> (draft-ietf-httpapi-ratelimit-headers-10): the quota and the
/// seconds in which it comes back, and how much of it is left.
/// </summary>
internal sealed class RateLimitFields(int burst, int perMinute)
{
    private const string Policy = "caller";

    private readonly string _policy = string.Create(
        CultureInfo.InvariantCulture, $"\"{Policy}\";q={burst};w={Seconds(burst, perMinute)}");

    /// <summary>The names of the policies, for the member <c>violated-policies</c> of a problem (the same draft).</summary>
    public static IReadOnlyList<string> Policies { get; } = [Policy];

    public void AddTo(HttpResponse response, long remaining)
    {
        response.Headers["RateLimit-Policy"] = _policy;
        response.Headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture, $"\"{Policy}\";r={remaining};t={Seconds(burst - remaining, perMinute)}");
    }

    // Rounded up: after this time, the quota is complete.
    private static long Seconds(long requests, int perMinute) => ((requests * 60) + perMinute - 1) / perMinute;
}
