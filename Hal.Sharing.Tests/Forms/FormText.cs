using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Forms;

/// <summary>Texts that fit the constraints of a field, and texts that do not, judged as a browser judges its fields.</summary>
public static partial class FormText
{
    // How what a field takes may begin; the rest is letters.
    private static readonly string[] Beginnings = ["", "user:", "https://example.com/", "a@"];

    /// <summary>Whether a pattern of JavaScript matches the whole text.</summary>
    public static bool Fits(string regex, string text) => Regex.IsMatch(text, $"^(?:{regex})$", RegexOptions.ECMAScript);

    /// <summary>
    /// Whether JavaScript reads the pattern as .NET does, in the mode of an HTML field too (<c>v</c>): no inline option, no named or atomic
    /// group, no lookbehind, none of .NET's own escapes, and no bare hyphen at the edge of a class.
    /// </summary>
    public static bool IsForBrowsers(string regex) =>
        !ForDotNetOnly().IsMatch(regex) && Regex.IsMatch("", $"^(?:{regex})$|^", RegexOptions.ECMAScript);

    /// <summary>A text of so many characters that fits all but the field's limits of length.</summary>
    public static string OfLength(FormProperty property, int length)
    {
        var beginning = Beginnings.First(beginning => property.Type switch
        {
            "url" => beginning.StartsWith("https", StringComparison.Ordinal),
            "email" => beginning.EndsWith('@'),
            _ => property.Regex is not { } regex || Fits(regex, beginning + "a"),
        });
        return length < beginning.Length ? "" : beginning.PadRight(length, 'a');
    }

    /// <summary>A short text that the field's pattern does not match.</summary>
    public static string Unfit(string regex) => new[] { "!", "Ä ö", ":" }.First(text => !Fits(regex, text));

    [GeneratedRegex(@"\(\?[a-zA-Z<>#]|\\[AZzGpP]|\[\^?-|(?<!\\)-\]")]
    private static partial Regex ForDotNetOnly();
}
