using System.Security.Cryptography;
using System.Text;

namespace Hal.Sharing.Data.Integrations;

/// <summary>Derives slugs for integrations that are created without one.</summary>
internal static class Slug
{
    private const int LongestStem = 100;
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Returns the name's letters and digits in lower case, with dashes between them, and a random suffix.</summary>
    public static string From(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (letter is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-' && !char.IsControl(letter) && !IsAccent(letter))
                slug.Append('-');
            if (slug.Length == LongestStem)
                break;
        }
        var stem = slug.ToString().Trim('-');
        var suffix = RandomNumberGenerator.GetString(Alphabet, 8);
        return stem.Length == 0 ? suffix : $"{stem}-{suffix}";
    }

    private static bool IsAccent(char letter) => char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.NonSpacingMark;
}
