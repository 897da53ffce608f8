using System.Text.RegularExpressions;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.Users;

/// <summary>What POST and PUT say of a user; how much of it counts depends on who says it.</summary>
/// <param name="Id">Counts when a superuser creates; null: a generated one.</param>
public sealed partial record UserRequest(string? Id, UserContent Content) : IRequestDocument<UserRequest>
{
    private const int MaxId = 128;
    private const int MaxName = 200;
    private const int MaxEmail = 320;

    public static UserRequest Read(DocumentReader document)
    {
        document.ReadOnly("username");
        return new(
            document.AccountId("id"),
            new(
                document.Text("displayName", MaxName, required: true) ?? "",
                NullIfEmpty(document.Text("firstName", MaxName)),
                NullIfEmpty(document.Text("lastName", MaxName)),
                NullIfEmpty(document.Text("email", MaxEmail, pattern: EmailPattern(), patternDescription: "an address like name@example.com")),
                document.Boolean("isSuperuser") ?? false,
                NullIfEmpty(document.Text("managedBy", MaxId))));
    }

    private static string? NullIfEmpty(string? text) => text is "" ? null : text;

    [GeneratedRegex(@"^([^@\s]+@[^@\s]+)?$")]
    private static partial Regex EmailPattern();
}
