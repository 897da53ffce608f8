using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>Honest tokens in another encoding, with parts moved, added or removed, or with one character changed.</summary>
internal static class ShapeForgeries
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static IEnumerable<ForgeryFamily> Of(ForgeryTarget target) => [Parts(target), Encodings(target), Changes(target)];

    private static ForgeryFamily Parts(ForgeryTarget target)
    {
        var (honest, other) = (target.Honest, target.WithClaim("sub", "\"jdoe\""));
        var (parts, others) = (honest.Split('.'), other.Split('.'));
        var encrypted = Base64UrlEncoder.Encode("""{"alg":"dir","enc":"A256GCM","kid":"x"}""");
        return new("parts", [honest, other],
        [
            .. from text in new[]
            {
                "", ".", "..", "...", "....", "a", "a.b", "a.b.c", $"{parts[0]}", $"{parts[0]}.", $"{parts[0]}..",
                $"{parts[0]}.{parts[1]}", $".{parts[1]}.{parts[2]}",
                $"{parts[0]}..{parts[2]}", $"{honest}.", $".{honest}", $"{honest}.{parts[2]}", $"{honest}.{honest}", $"{honest}..",
                $"{honest}~", $"{honest}~~",
                $"{honest}~{parts[1]}~", $"{parts[1]}.{parts[0]}.{parts[2]}", $"{parts[2]}.{parts[1]}.{parts[0]}",
                $"{parts[0]}.{parts[2]}.{parts[1]}",
                $"{parts[0]}.{parts[0]}.{parts[2]}", $"{parts[1]}.{parts[1]}.{parts[2]}", $"{parts[0]}.{others[1]}.{parts[2]}",
                $"{parts[0]}.{parts[1]}.{others[2]}",
                $"{others[0]}.{others[1]}.{parts[2]}", $"{encrypted}....", $"{encrypted}..{parts[0]}.{parts[1]}.{parts[2]}",
                $"{encrypted}.{honest}.AA",
                $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[0]}.{parts[1]}", $"{encrypted}.{parts[1]}.{parts[2]}", $"Bearer.{honest}",
                $"{honest}#x", $"{honest}?x=1",
                $"{honest}%00", $"{honest}%2e", honest.Replace(".", "%2e", StringComparison.Ordinal), honest.Replace('.', ':'),
                honest.Replace('.', '_'),
                honest.Replace(".", "..", StringComparison.Ordinal), $"{{{honest}}}", $"[{honest}]", $"<{honest}>", $"'{honest}'",
                $"({honest})", $"`{honest}`",
                $"\\{honest}", $"{honest}\\", $"{honest}\\u0000", Base64UrlEncoder.Encode(honest), new string([.. honest.Reverse()]),
                honest.ToUpperInvariant(), honest.ToLowerInvariant(),
                Flattened(parts), $"{honest}{honest}",
            } select (text.Length <= 60 ? $"'{text}'" : $"'{text[..30]}…{text[^20..]}'", text),
        ]);
    }

    // The JSON serialization of a JWS (RFC 7515, section 7.2), encoded.
    private static string Flattened(string[] parts) => Base64UrlEncoder.Encode(
        $$"""{"protected":"{{parts[0]}}","payload":"{{parts[1]}}","signature":"{{parts[2]}}"}""");

    private static ForgeryFamily Encodings(ForgeryTarget target)
    {
        var honest = target.Honest;
        int[] positions = [1, honest.IndexOf('.', StringComparison.Ordinal) - 1, honest.IndexOf('.', StringComparison.Ordinal) + 1,
            honest.LastIndexOf('.') - 1, honest.LastIndexOf('.') + 1, honest.Length - 1];
        return new("encoding", [honest],
        [
            .. from position in positions
               from text in new[] { " ", "\t", "+", "/", "=", "%", "*", "~", "@", "!", "%20", "%3D", "\u0001", "\u007f", "\u0080",
                   "\u00a0", "\u00e9", "\u00ff", "\0" }
               select ($"U+{(int)text[0]:X4} at {position}", honest.Insert(position, text)),
            .. from part in new[] { 0, 1, 2 }
               from suffix in new[] { "=", "==", "===", "====", "A", "AA", "AAA", "AAAA" }
               select ($"{suffix} after part {part}",
                   string.Join('.', honest.Split('.').Select((text, i) => i == part ? text + suffix : text))),
            .. from part in new[] { 0, 1, 2 }
               from text in SameBytes(honest.Split('.')[part])
               select ($"other last character of part {part}",
                   string.Join('.', honest.Split('.').Select((old, i) => i == part ? text : old))),
        ]);
    }

    /// <summary>Returns the texts that a lenient decoder reads as the same bytes (RFC 4648, section 3.5).</summary>
    private static IEnumerable<string> SameBytes(string part)
    {
        var unused = (part.Length % 4) switch { 2 => 4, 3 => 2, _ => 0 };
        var last = Alphabet.IndexOf(part[^1], StringComparison.Ordinal);
        return Enumerable.Range(1, (1 << unused) - 1).Select(bits => part[..^1] + Alphabet[last ^ bits]);
    }

    /// <summary>Changes each character of a token, in an RSA signature each fourth.</summary>
    private static ForgeryFamily Changes(ForgeryTarget target)
    {
        var honest = target.Honest;
        return new("one character changed", [honest],
        [
            .. from position in Enumerable.Range(0, honest.Length)
               where honest.Length < 450 || position < honest.LastIndexOf('.') || position % 4 == 0
               where honest[position] != '.'
               let changed = Alphabet[(Alphabet.IndexOf(honest[position], StringComparison.Ordinal) + 17) % Alphabet.Length]
               select ($"position {position}", $"{honest[..position]}{changed}{honest[(position + 1)..]}"),
        ]);
    }
}
