namespace Hal.Sharing.Api.Ownership;

/// <summary>Names the new owner in exactly one of three ways, or as the document itself does.</summary>
/// <param name="Version">The revision that a form was made of; null otherwise.</param>
public sealed record OwnerRequest(PrincipalId NewOwner, string? Version) : IRequestDocument<OwnerRequest>, IVersioned
{
    private const string Choice = "send exactly one of userId, teamId and principalId";

    private static readonly string[] Choices = ["userId", "teamId", "principalId"];

    public static OwnerRequest Read(DocumentReader document)
    {
        var userId = document.Text("userId", IdFormat.MaxLength, minLength: 1);
        var teamId = document.Text("teamId", IdFormat.MaxLength, minLength: 1);

        // A document that is put back whole names the owner as it does: that counts where nothing else is said.
        string[] sent = [.. Choices.Where(document.Has)];
        var name = sent.Length == 0 ? "id" : "principalId";
        var principalId = document.Text(name, IdFormat.MaxPrincipalLength, minLength: 1);
        document.ReadOnly("id");
        if (sent.Length == 0 && !document.Has("id"))
            document.Fault("userId", $"The new owner is missing; {Choice}.");
        foreach (var second in sent.Skip(1))
            document.Fault(second, $"{second} stands beside {sent[0]}; {Choice}.");
        if (!PrincipalId.TryParse(principalId, out var principal) && principalId is not null)
            document.Fault(name, $"{name} is '{principalId}'; send user:<userId> or team:<teamId>.");

        return new(userId is not null ? PrincipalId.User(userId) : teamId is not null ? PrincipalId.Team(teamId) : principal ?? default, document.Version());
    }
}
