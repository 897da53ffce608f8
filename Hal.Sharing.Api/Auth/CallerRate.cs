using Hal.Sharing.Api.Limits;

namespace Hal.Sharing.Api.Auth;

/// <summary>Refuses the requests of a caller who has sent too many, before anything else is done for them.</summary>
internal sealed class CallerRate(RequestDelegate next, RequestRate rate)
{
    public Task InvokeAsync(HttpContext http) =>
        CallerIdentity.CallerOf(http.User) is { } caller && rate.Take(CallerIdentity.LimitKey(caller), http.Response) is { } refusal
            ? refusal.WriteAsync(http)
            : next(http);
}
