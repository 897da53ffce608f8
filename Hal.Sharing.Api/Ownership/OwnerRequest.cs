namespace Hal.Sharing.Api.Ownership;

/// <summary>Names the new owner in exactly one of three ways, or as the document itself does.</summary>
/// <param name="Version">The revision from which a form was made; null otherwise.</param>
public sealed record OwnerRequest(PrincipalId NewOwner, string? Version) : IRequestDocument<OwnerRequest>, IVersioned
{
    private const string Choice = "send exactly one of userId, teamId and principalId";

    private static readonly string[] Choices = ["userId", "teamId", "principalId"];

    public static OwnerRequest Read(DocumentReader document)
    {
        var userId = document.Text("userId", IdFormat.MaxLength, minLength: 1);
        var teamId = document.Text("teamId", IdFormat.MaxLength, minLength: 1);

        // A document that a client puts back names the owner by its ID. That counts if nothing else names the owner.
        string[] sent = [.. Choices.Where(document.Has)];
        var name = sent.Length == 0 ? "id" : "principalId";
        var principalId = document.Text(name, IdFormat.MaxPrincipalLength, minLength: 1);
        document.ReadOnly("id");
        if (sent.Length == 0 && !document.Has("id"))
            document.Fault("userId", $"The new owner is missing; {Choice}.");
        foreach (var second in sent.Skip(1))
            document.Fault(second, $"{second} is sent together with {sent[0]}; {Choice}.");
        if (!PrincipalId.TryParse(principalId, out var principal) && principalId is not null)
            document.Fault(name, $"{name} is '{principalId}'; send user:<userId> or team:<teamId>.");

        var newOwner = userId is not null ? PrincipalId.User(userId) : teamId is not null ? PrincipalId.Team(teamId) : principal;
        return new(newOwner ?? default, document.Version());
    }
}
