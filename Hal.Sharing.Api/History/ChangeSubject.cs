namespace Hal.Sharing.Api.History;

/// <summary>What a change is about, from its stored form: a kind, a colon, and one ID or two with a slash between them.</summary>
/// <param name="PrincipalId">The recipient of a share.</param>
public sealed record ChangeSubject(
    string Kind, string? IntegrationId, string? PrincipalId, string? TeamId, string? UserId, string? ClientId)
{
    /// <summary>Splits a stored subject; IDs contain neither a slash nor, apart from principals, a colon.</summary>
    public static ChangeSubject Parse(string subject)
    {
        var colon = subject.IndexOf(':', StringComparison.Ordinal);
        var (kind, ids) = (subject[..colon], subject[(colon + 1)..].Split('/'));
        return kind switch
        {
            "integration" => new(kind, ids[0], null, null, null, null),
            "share" => new(kind, ids[0], ids[1], null, null, null),
            "team" => new(kind, null, null, ids[0], null, null),
            "membership" => new(kind, null, null, ids[0], ids[1], null),
            "authorization" => new(kind, null, null, ids[1], ids[0], null),
            "user" => new(kind, null, null, null, ids[0], null),
            "client" => new(kind, null, null, null, null, ids[0]),
            _ => throw new FormatException($"'{subject}' is not the subject of a change."),
        };
    }
}
