namespace Hal.Sharing.Api.Consent;

/// <summary>The section <c>Consent</c> of the configuration.</summary>
public sealed class ConsentOptions
{
    public const string Section = "Consent";

    /// <summary>Origins to which people are led back after they have decided.</summary>
    public string[] ReturnOrigins { get; set; } = [];

    /// <summary>What is wrong with the configuration; null when nothing is.</summary>
    public string? Fault => ReturnOrigins.FirstOrDefault(origin => !IsOrigin(origin)) is { } origin
        ? $"Consent:ReturnOrigins has '{origin}': an origin is https, host and port, such as https://app.example.com; http is for localhost only."
        : null;

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && $"{uri.Scheme}://{uri.Authority}" == text
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
