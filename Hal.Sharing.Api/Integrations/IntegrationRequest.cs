using System.Text.RegularExpressions;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Api.Integrations;

/// <summary>What POST and PUT say of an integration.</summary>
/// <param name="Id">Counts only when a superuser creates; null otherwise.</param>
public sealed partial record IntegrationRequest(string? Id, IntegrationContent Content) : IRequestDocument<IntegrationRequest>
{
    private const int MaxText = 200;
    private const int MaxName = 128;
    private const int MaxDescription = 4000;

    public static IntegrationRequest Read(DocumentReader document)
    {
        document.ReadOnly("ownerId", "createdAt", "updatedAt");
        return new(
            document.Text("id", MaxName, minLength: 1, pattern: IdPattern(), patternDescription: "1 to 128 of A-Z, a-z, 0-9 and . _ ~ -, not dots only, not 'me' or 'options'"),
            new(
                document.Text("slug", MaxName, minLength: 1, pattern: SlugPattern(), patternDescription: "1 to 128 of a-z, 0-9 and -, not 'me' or 'options'"),
                document.Text("name", MaxText, required: true) ?? "",
                document.Text("type", MaxText, minLength: 1),
                document.Text("description", MaxDescription)));
    }

    [GeneratedRegex(@"^(?!(me|options|\.+)$)[A-Za-z0-9._~-]+$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^(?!(me|options)$)[a-z0-9-]+$")]
    private static partial Regex SlugPattern();
}
