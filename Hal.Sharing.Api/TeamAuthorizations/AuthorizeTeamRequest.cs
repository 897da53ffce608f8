namespace Hal.Sharing.Api.TeamAuthorizations;

/// <summary>The scopes that the user grants to the team. A repeated scope counts once.</summary>
public sealed record AuthorizeTeamRequest(IReadOnlyList<string> Scopes)
{
    /// <summary>There are six scopes. A much longer list is one fault.</summary>
    private const int MaxScopes = 100;

    public static AuthorizeTeamRequest Read(ReadOnlySpan<byte> bytes, List<Fault> faults)
    {
        var body = new ValidatedBody(bytes);
        var scopes = body.Choices("scopes", Scope.All, MaxScopes);
        faults.AddRange(body.Faults);
        return new(scopes);
    }
}
