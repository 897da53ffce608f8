using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>The property names of HAL, encoded once.</summary>
internal static class HalNames
{
    public static readonly JsonEncodedText Links = JsonEncodedText.Encode("_links");
    public static readonly JsonEncodedText Embedded = JsonEncodedText.Encode("_embedded");
    public static readonly JsonEncodedText Templates = JsonEncodedText.Encode("_templates");
    public static readonly JsonEncodedText Curies = JsonEncodedText.Encode("curies");
    public static readonly JsonEncodedText Href = JsonEncodedText.Encode("href");
    public static readonly JsonEncodedText Templated = JsonEncodedText.Encode("templated");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText Deprecation = JsonEncodedText.Encode("deprecation");
    public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    public static readonly JsonEncodedText Profile = JsonEncodedText.Encode("profile");
    public static readonly JsonEncodedText Title = JsonEncodedText.Encode("title");
    public static readonly JsonEncodedText Hreflang = JsonEncodedText.Encode("hreflang");
}
