using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.SignIn;

/// <summary>What all our cookies have in common: of this host alone, out of scripts' reach, not sent with what other sites do behind one's back.</summary>
internal static class CookieTraits
{
    /// <summary>Browsers keep no cookie that is larger, and do not say so.</summary>
    public const int MaxSize = 4000;

    public static CookieOptions For(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps || !LocalRequest.IsLocalName(request.Host.Host),
        Path = request.PathBase.HasValue ? request.PathBase.ToUriComponent() : "/",
        IsEssential = true,
    };
}
