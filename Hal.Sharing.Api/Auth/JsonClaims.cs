using System.Text.Json;

namespace Hal.Sharing.Api.Auth;

/// <summary>Reads claims by their exact type. A claim of another type is a fault and is not converted.</summary>
public static class JsonClaims
{
    /// <summary>Returns false if the claim is present but not a string. The value is null if the claim is missing or JSON's null.</summary>
    public static bool TryReadString(this JsonElement claims, string name, out string? value)
    {
        value = null;
        if (!claims.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
            return true;
        if (member.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            value = member.GetString();
        }
        catch (InvalidOperationException)
        {
            return false; // Half a surrogate pair is not text.
        }
        return value?.Contains('\0', StringComparison.Ordinal) is false;
    }

    /// <summary>
    /// Returns false if the claim is present but not a NumericDate (RFC 7519, section 2) or later than the year 9999, such as a time in
    /// milliseconds. The value is null if the claim is missing.
    /// </summary>
    public static bool TryReadTime(this JsonElement claims, string name, out DateTimeOffset? value)
    {
        value = null;
        if (!claims.TryGetProperty(name, out var member))
            return true;
        if (member.ValueKind != JsonValueKind.Number || !member.TryGetDouble(out var seconds) || seconds > LastSecond)
            return false;
        value = DateTimeOffset.UnixEpoch.AddSeconds(Math.Max(seconds, 0));
        return true;
    }

    /// <summary>Returns false if the claim is an array that has another element than strings. Does not check other values.</summary>
    public static bool HasOnlyStrings(this JsonElement claims, string name) =>
        !claims.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.Array
        || member.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String);

    // As a whole number: the same as a double is rounded up, to the year 10000, which no DateTimeOffset can have.
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
}
