using System.Text.Json;

namespace Hal.Sharing.Api.Auth;

/// <summary>Reads claims by their exact type: a claim of another type is a fault, not a guess.</summary>
public static class JsonClaims
{
    /// <summary>False when the member is there and is no string; null when it is missing or JSON's null.</summary>
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
            return false; // Half a surrogate pair is no text.
        }
        return value?.Contains('\0', StringComparison.Ordinal) is false;
    }

    /// <summary>False when the member is there and is no number; null when it is missing (RFC 7519, section 2: NumericDate).</summary>
    public static bool TryReadTime(this JsonElement claims, string name, out DateTimeOffset? value)
    {
        value = null;
        if (!claims.TryGetProperty(name, out var member))
            return true;
        if (member.ValueKind != JsonValueKind.Number || !member.TryGetDouble(out var seconds) || !double.IsFinite(seconds))
            return false;
        value = DateTimeOffset.UnixEpoch.AddSeconds(Math.Clamp(Math.Floor(seconds), 0, LastSecond));
        return true;
    }

    private static readonly double LastSecond = Math.Floor((DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalSeconds);
}
