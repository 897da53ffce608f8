namespace Hal.Sharing.Api.Root;

/// <summary>The forms of the entry point.</summary>
internal static class RootForms
{
    public static Template Of(string rel) => rel switch
    {
        Relations.SignOut => new("Sign out", HttpMethods.Post, Hrefs.SignOut),
        _ => throw Template.Missing(rel),
    };
}
