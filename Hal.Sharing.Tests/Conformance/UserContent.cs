using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>What clients can set of a user: the body of a request, and the forms for it.</summary>
internal sealed record UserContent(
    string DisplayName, string? FirstName, string? LastName, string? Email, bool IsSuperuser, string? ManagedBy)
{
    public static (UserContent? Content, string? Id, string? Version, Answer? Refusal) Read(Session session)
    {
        var body = new BodyReader(session.Request);
        var id = body.Account("id");
        var content = new UserContent(
            body.Text("displayName", 200, required: true) ?? "", body.Optional("firstName", 200), body.Optional("lastName", 200),
            body.Optional("email", 320, @"[^@\s]+@[^@\s]+", "an address like name@example.com"), body.Boolean("isSuperuser"),
            body.Optional("managedBy", 128));
        var version = body.Version();
        return body.Refuse(session, "username") is { } refusal ? (null, null, null, refusal) : (content, id, version, null);
    }

    public User Apply(User user, string? managedBy) => user with
    {
        DisplayName = DisplayName, FirstName = FirstName, LastName = LastName, Email = Email, IsSuperuser = IsSuperuser,
        ManagedBy = managedBy,
    };

    public static JsonObject CreateForm(Session session) => Forms.Of("Create a user", "POST", "/api/users", [
        .. When(session.IsSuperuser, Forms.NewId()),
        .. Names(null), Mail(null),
        .. When(session.IsSuperuser, Superuser(false), Party(null))]);

    /// <param name="isManager">Whether the caller is responsible for the user: a superuser or the managing party.</param>
    public static JsonObject EditForm(Session session, User user, bool isManager) => Forms.Of("Edit the user", "PUT", Users.Href(user.Id), [
        .. Names(user),
        .. When(isManager, Mail(user.Email)),
        .. When(session.IsSuperuser, Superuser(user.IsSuperuser)),
        .. When(isManager, Party(user.ManagedBy))]);

    private static JsonObject[] Names(User? user) =>
    [
        Forms.RequiredText("displayName", "Display name", 200, user?.DisplayName),
        Forms.Text("firstName", "First name", 200, user?.FirstName),
        Forms.Text("lastName", "Last name", 200, user?.LastName),
    ];

    private static JsonObject Mail(string? value) => Forms.Text("email", "Email", 320, value, "email");

    private static JsonObject Superuser(bool value) => Forms.YesOrNo("isSuperuser", "Superuser", value);

    private static JsonObject Party(string? value) => Forms.Text("managedBy", "Managing party (none if empty)", 128, value);

    private static JsonObject[] When(bool condition, params JsonObject[] fields) => condition ? fields : [];
}
