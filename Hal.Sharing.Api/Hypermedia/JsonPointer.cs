namespace Hal.Sharing.Api.Hypermedia;

/// <summary>RFC 6901 pointers in their URI fragment form.</summary>
internal static class JsonPointer
{
    public const string Root = "#";

    public static string Of(string parent, string member) => $"{parent}/{Escape(member)}";

    private static string Escape(string member) =>
        Uri.EscapeDataString(member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
}
