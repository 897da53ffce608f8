namespace Hal.Sharing.Api.TeamAuthorizations;

/// <summary>What the user is to let the team do. The same scope twice is the same as once.</summary>
public sealed record AuthorizeTeamRequest(IReadOnlyList<string> Scopes)
{
    /// <summary>There are six scopes; a longer list is a mistake, and its faults would help nobody.</summary>
    private const int MaxScopes = 100;

    public static AuthorizeTeamRequest Read(ReadOnlyMemory<byte> bytes, List<ValidationFault> faults)
    {
        var body = new ValidatedBody(bytes);
        var scopes = body.Choices("scopes", Scope.All, MaxScopes);
        faults.AddRange(body.Faults);
        return new(scopes);
    }
}
