using System.Diagnostics.CodeAnalysis;
using Hal.Sharing.Api.Pages;

namespace Hal.Sharing.Api.Consent;

/// <summary>Writes the parts that pages about authorizations share. What a team writes stays text, isolated in its own direction.</summary>
internal static class ConsentHtml
{
    /// <param name="key">The start of the box's ID, which must be unique on the page.</param>
    public static Html Box(string key, string scope, bool isChecked) => Html.Of($"""
        <p><input type="checkbox" id="{key}-{scope}" name="scope" value="{scope}"{(isChecked ? Html.Of($" checked") : Html.Nothing)}>
        <label for="{key}-{scope}">{ScopeMeanings.Of(scope)} <code>{scope}</code></label></p>
        """);

    /// <param name="granted">The scopes that the list marks as already allowed.</param>
    public static Html Meanings(IEnumerable<string> scopes, IReadOnlyList<string> granted) => Html.Of($"""
        <ul>
        {Html.Join(scopes.Select(scope => Meaning(scope, granted.Contains(scope))))}
        </ul>
        """);

    private static Html Meaning(string scope, bool isGranted) => Html.Of($"""
        <li>{ScopeMeanings.Of(scope)} <code>{scope}</code>{(isGranted ? Html.Of($" <em>already granted</em>") : Html.Nothing)}</li>
        """);

    public static Html Paragraph(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Html.Nothing : Html.Of($"<p class=\"theirs\"><bdi>{text}</bdi></p>");

    public static Html Address(string text) =>
        IsHttps(text) ? Html.Of($"<p><a href=\"{text}\" rel=\"noopener noreferrer\"><bdi>{text}</bdi></a></p>") : Paragraph(text);

    /// <summary>Returns false for every other scheme, such as javascript:, which must not become a link.</summary>
    public static bool IsHttps([NotNullWhen(true)] string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
        && address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
