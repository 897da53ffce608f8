namespace Hal.Sharing.Api.Links;

/// <summary>Where a page leads back to on this origin: a path as a browser reads it, so that nobody borrows our address to lead people elsewhere.</summary>
public static class ReturnPath
{
    // It waits in a cookie while somebody signs in, and browsers drop cookies of more than 4 KB.
    public const int MaxLength = 2500;

    /// <summary>The address of a request, as a path of this origin.</summary>
    public static string Of(HttpRequest request) =>
        request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();

    /// <summary>
    /// Browsers take <c>//host</c> for another host, a backslash for a slash, and skip tabs and line breaks: nothing but printable
    /// ASCII passes, in which everything else can be percent-encoded.
    /// </summary>
    public static bool IsOurs(string text) =>
        text.Length is > 0 and <= MaxLength
        && text[0] == '/'
        && (text.Length == 1 || text[1] != '/')
        && IsPlain(text);

    /// <summary>Whether it is printable ASCII without a space or backslash.</summary>
    public static bool IsPlain(string text) => text.All(c => c is > ' ' and < '\x7f' and not '\\');
}
