namespace Hal.Sharing.Tests.Conformance;

/// <summary>
/// Marks in expected texts for values that the server chooses. The first response that has one binds it; from then on, every response must
/// have the same value for the same key, and another value for another key.
/// </summary>
internal static class Unknown
{
    /// <summary>A revision, by resource and state.</summary>
    public static string Revision(string resource, string state) => $"⟨revision:{resource}#{state}⟩";

    /// <summary>A cursor, by its query and position.</summary>
    public static string Cursor(string query, string position) => $"⟨cursor:{query}#{position}⟩";

    /// <summary>The part of an entity tag that stands for the bytes and the user who reads them.</summary>
    public static string Digest(string reader, string text) => $"⟨digest:{reader}#{Hash(text)}⟩";

    /// <summary>A value that no other response has.</summary>
    public static string Trace => "⟨trace:⟩";

    /// <summary>A text that the contract leaves open.</summary>
    public static string Any => "⟨any:⟩";

    private static string Hash(string text) => Convert.ToHexString(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];
}
