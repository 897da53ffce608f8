using System.Globalization;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Announces that an endpoint will be removed: its responses have the headers <c>Deprecation</c> (RFC 9745) and <c>Sunset</c> (RFC 8594),
/// and links to what they mean for clients. Links to it can have <see cref="Link.Deprecation"/>.
/// </summary>
/// <param name="since">The date since when clients should no longer use it, as 2027-01-31, from 0:00 UTC; it can be in the future.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class DeprecatedAttribute(string since) : Attribute
{
    private readonly DateTimeOffset _since = Date(since);
    private readonly DateTimeOffset? _sunset;

    /// <summary>The date from when it may be gone, as 2027-07-31; null if that is not decided.</summary>
    public string? Sunset
    {
        get => _sunset?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        init => _sunset = value is null ? null : Date(value) is var date && date >= _since
            ? date
            : throw new ArgumentException($"The sunset {value} is before the deprecation (RFC 9745, section 4).", nameof(value));
    }

    /// <summary>The address of a page that says what to use instead; the path base is added. Null if there is none.</summary>
    public string? Information { get; init; }

    /// <summary>Adds the headers.</summary>
    internal void Announce(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers["Deprecation"] = string.Create(CultureInfo.InvariantCulture, $"@{_since.ToUnixTimeSeconds()}");
        if (_sunset is { } sunset)
            headers["Sunset"] = sunset.ToString("R", CultureInfo.InvariantCulture);
        if (Information is null)
            return;
        LinkHeader.Append(http, Information, "deprecation");
        if (_sunset is not null)
            LinkHeader.Append(http, Information, "sunset");
    }

    private static DateTimeOffset Date(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
