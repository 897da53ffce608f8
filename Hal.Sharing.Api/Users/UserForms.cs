using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.Users;

/// <summary>The forms that create, change and delete users. They have only the fields that this caller may set.</summary>
internal static class UserForms
{
    public static Template Create(UserList list) => new("Create a user", HttpMethods.Post, Hrefs.Users,
    [
        .. list.CanSetPrivileges ? [Id] : Array.Empty<TemplateProperty>(),
        .. Names(null),
        Email(null),
        .. list.CanSetPrivileges ? [Superuser(false), Party(null)] : Array.Empty<TemplateProperty>(),
    ]);

    public static Template Of(UserView view, string rel)
    {
        var (access, user) = view;
        var self = Hrefs.User(user.Id);
        return rel switch
        {
            // PUT removes what it omits, so the form contains everything that the caller may change, with its present value.
            Relations.Edit => new("Edit the user", HttpMethods.Put, self,
            [
                .. Names(user),
                .. access.CanEditContact ? [Email(user.Email)] : Array.Empty<TemplateProperty>(),
                .. access.CanSetPrivileges ? [Superuser(user.UserIsSuperuser)] : Array.Empty<TemplateProperty>(),
                .. access.CanRelease ? [Party(user.UserManagedBy)] : Array.Empty<TemplateProperty>(),
            ]),
            Relations.Delete => Template.Delete("Delete the user and their memberships, shares and authorizations", self),
            _ => throw Template.Missing(rel),
        };
    }

    private static TemplateProperty Id { get; } = new("id", "ID (generated if empty)")
    {
        Type = "text", MaxLength = IdFormat.MaxLength, Regex = IdFormat.AccountRegex,
    };

    private static TemplateProperty[] Names(UserRow? user) =>
    [
        new("displayName", "Display name")
        {
            Type = "text", Required = true, MinLength = 1, MaxLength = UserRequest.MaxName, Value = user?.DisplayName,
        },
        new("firstName", "First name") { Type = "text", MaxLength = UserRequest.MaxName, Value = user?.FirstName },
        new("lastName", "Last name") { Type = "text", MaxLength = UserRequest.MaxName, Value = user?.LastName },
    ];

    private static TemplateProperty Email(string? value) =>
        new("email", "Email") { Type = "email", MaxLength = UserRequest.MaxEmail, Value = value };

    private static TemplateProperty Superuser(bool value) => TemplateProperty.YesOrNo("isSuperuser", "Superuser", value);

    private static TemplateProperty Party(string? value) =>
        new("managedBy", "Managing party (none if empty)") { Type = "text", MaxLength = IdFormat.MaxLength, Value = value };
}
