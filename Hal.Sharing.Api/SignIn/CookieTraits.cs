using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// The attributes that all cookies of this server share: for this host only, hidden from scripts, not sent by other sites' requests.
/// </summary>
internal static class CookieTraits
{
    /// <summary>The largest cookie that every browser keeps. Browsers drop larger ones silently.</summary>
    public const int MaxSize = 4000;

    /// <param name="path">The path below the path base that gets the cookie; null for all.</param>
    public static CookieOptions For(HttpRequest request, string? path = null) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps || !LocalRequest.IsLocalName(request.Host.Host),
        Path = request.PathBase.HasValue || path is not null ? request.PathBase.ToUriComponent() + path : "/",
        IsEssential = true,
    };
}
