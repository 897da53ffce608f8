using System.Text.RegularExpressions;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.Users;

/// <summary>What POST and PUT say of a user; how much of it counts depends on who says it.</summary>
/// <param name="Version">The revision that a form was made of; null otherwise. It means nothing to POST.</param>
/// <param name="Id">Counts when a superuser creates; null: a generated one.</param>
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
