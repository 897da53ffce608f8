namespace Hal.Sharing.Tests.Conformance;

/// <summary>The media types.</summary>
internal static class Media
{
    public const string Hal = "application/hal+json";
    public const string Forms = "application/prs.hal-forms+json";
    public const string Json = "application/json";
    public const string Any = "*/*";
    public const string Problem = "application/problem+json";

    public static string Short(string mediaType) => mediaType switch
    {
        Forms => "forms",
        Json => "json",
        Any => "any",
        _ => mediaType,
    };
}
