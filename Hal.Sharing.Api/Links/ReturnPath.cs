namespace Hal.Sharing.Api.Links;

/// <summary>
/// Checks the path on this origin to which a page returns, so that no link to this server can redirect users to another origin.
/// </summary>
public static class ReturnPath
{
    // During sign-in, it is encrypted in an address (the state), and servers refuse request lines of more than 8 KB.
    public const int MaxLength = 2500;

    /// <summary>Returns the address of a request as a path of this origin.</summary>
    public static string Of(HttpRequest request) =>
        request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();

    /// <summary>
    /// Whether a browser reads the text as a path of this origin. Browsers read <c>//host</c> as another host and a backslash as a slash,
    /// and skip tabs and line breaks. Only printable ASCII is accepted; everything else can be percent-encoded.
    /// </summary>
    public static bool IsOurs(string text) =>
        text.Length is > 0 and <= MaxLength
        && text[0] == '/'
        && (text.Length == 1 || text[1] != '/')
        && IsPlain(text);

    /// <summary>Whether it is printable ASCII without a space or backslash.</summary>
    public static bool IsPlain(string text) => text.All(c => c is > ' ' and < '\x7f' and not '\\');
}
