using System.Text.RegularExpressions;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.Users;

/// <summary>The body of POST and PUT for a user. The caller's rights decide which properties count.</summary>
/// <param name="Version">The revision on which a form is based; null if there is no form. POST ignores it.</param>
/// <param name="Id">The ID of a new user, which only a superuser can choose; null: generated. PUT ignores it.</param>
public sealed record UserRequest(string? Id, UserContent Content, string? Version) : IRequestDocument<UserRequest>, IVersioned
{
    private static readonly Regex EmailPattern = new(@"^[^@\s]+@[^@\s]+$");

    internal const int MaxName = 200;
    internal const int MaxEmail = 320;

    public static UserRequest Read(DocumentReader document)
    {
        document.ReadOnly("username");
        return new(
            document.AccountId("id"),
            new(
                document.Text("displayName", MaxName, required: true) ?? "",
                document.Optional("firstName", MaxName),
                document.Optional("lastName", MaxName),
                document.Optional("email", MaxEmail, pattern: EmailPattern, patternDescription: "an address like name@example.com"),
                document.Boolean("isSuperuser") ?? false,
                document.Optional("managedBy", IdFormat.MaxLength)),
            document.Version());
    }
}
