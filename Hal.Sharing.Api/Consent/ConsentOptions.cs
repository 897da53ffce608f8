namespace Hal.Sharing.Api.Consent;

/// <summary>The section <c>Consent</c> of the configuration.</summary>
public sealed class ConsentOptions
{
    public const string Section = "Consent";

    /// <summary>The origins to which users can return after their decision.</summary>
    public string[] ReturnOrigins { get; set; } = [];

    /// <summary>Describes the error in the configuration; null if there is none.</summary>
    public string? Fault => ReturnOrigins.FirstOrDefault(origin => !IsOrigin(origin)) is { } origin
        ? $"Consent:ReturnOrigins contains '{origin}'; an origin is https, a host and a port, such as https://app.example.com "
            + "(http only for localhost)."
        : null;

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && $"{uri.Scheme}://{uri.Authority}" == text
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
