using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Hal.Sharing.Api.SignIn;

/// <summary>Keeps attempts to sign in, each in an encrypted cookie of its own, so that two tabs do not disturb each other.</summary>
public sealed class SignInStates(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Prefix = "sign-in.";
    private const int NameLength = 16;
    private const int MostAtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // The cookie is encrypted, so nothing in it needs escaping; escaped, a long address would not fit into it.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IDataProtector _protector = protection.CreateProtector("Hal.Sharing.SignIn.Pending");

    public SignInState Begin(HttpContext http, string returnTo)
    {
        // Attempts that were never finished must not add up to more than the server takes.
        var forgotten = http.Request.Cookies.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        if (forgotten.Count >= MostAtOnce)
            forgotten.ForEach(name => http.Response.Cookies.Delete(name, Options(http)));
        var pending = SignInState.Create(returnTo, clock.GetUtcNow() + Patience);
        var options = Options(http);
        options.MaxAge = Patience;
        http.Response.Cookies.Append(Name(pending.State), _protector.Protect(JsonSerializer.Serialize(pending, Json)), options);
        return pending;
    }

    /// <summary>The attempt that this state names, which thereby ends; null where this browser began none, or too long ago.</summary>
    public SignInState? End(HttpContext http, string state)
    {
        if (state.Length <= NameLength || http.Request.Cookies[Name(state)] is not { } text)
            return null;
        http.Response.Cookies.Delete(Name(state), Options(http));
        return Read(text) is { } pending && pending.State == state && clock.GetUtcNow() < pending.Expires ? pending : null;
    }

    private SignInState? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<SignInState>(_protector.Unprotect(text));
        }
        catch (Exception fault) when (fault is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static string Name(string state) => Prefix + state[..NameLength];

    private static CookieOptions Options(HttpContext http)
    {
        var options = CookieTraits.For(http.Request);
        options.Path = http.Request.PathBase.ToUriComponent() + Auth.BrowserSignIn.Path;
        return options;
    }
}
