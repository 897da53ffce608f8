namespace Hal.Sharing.Api.Principals;

/// <summary>The form field that names a user or a team, with options from a search.</summary>
internal static class PrincipalForms
{
    public const string Name = "principalId";

    private const string AnyRegex = "(user|team):.+";
    private const string UserRegex = "user:.+";

    private static readonly TemplateOptions Principals = Found(Hrefs.PrincipalOptions + "{?q,type}");
    private static readonly TemplateOptions Users = Found(Hrefs.PrincipalOptions + "?type=user{&q}");

    /// <summary>A user or a team.</summary>
    public static TemplateProperty Any(string prompt) => Field(prompt, AnyRegex, Principals);

    /// <summary>A user.</summary>
    public static TemplateProperty User(string prompt) => Field(prompt, UserRegex, Users);

    /// <summary>Users and teams, sent as an array.</summary>
    public static TemplateProperty Several(string name, string prompt, int max) =>
        Any(prompt) with { Name = name, Options = Principals with { MaxItems = max } };

    private static TemplateProperty Field(string prompt, string regex, TemplateOptions options) =>
        new(Name, prompt) { Type = "text", Required = true, MaxLength = IdFormat.MaxPrincipalLength, Regex = regex, Options = options };

    private static TemplateOptions Found(string href) =>
        new() { Link = new Link(href) { Templated = true, Type = MediaTypes.Json }, MinItems = 1, MaxItems = 1 };
}
