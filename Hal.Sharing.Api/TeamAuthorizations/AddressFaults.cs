namespace Hal.Sharing.Api.TeamAuthorizations;

/// <summary>Finds the faults in the address of a request, before the database is asked for the team.</summary>
public static class AddressFaults
{
    public static List<Fault> OfTeamId(string teamId) => IdFormat.AccountIdFault(teamId, Fault.Path, "team_id") is { } fault ? [fault] : [];

    public static IEnumerable<Fault> OfName(string? name) => SearchText.Fault("name", name ?? "") is { } fault
        ? [Fault.InQuery("name", $"Value error, {fault}")]
        : [];
}
