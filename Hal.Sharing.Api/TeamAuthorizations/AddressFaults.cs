using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.TeamAuthorizations;

/// <summary>Says what is wrong with the address of a request, before anybody looks whether there is such a team.</summary>
public static class AddressFaults
{
    // \z, for $ lets a line feed pass behind the id.
    private static readonly Regex IdPattern = new(@"^[A-Za-z0-9._@-]{1,128}\z");

    private const string Id = "^[A-Za-z0-9._@-]{1,128}$";

    /// <summary>What no team's id can be is no unknown team.</summary>
    public static List<ValidationFault> OfTeamId(string teamId) => IdPattern.IsMatch(teamId)
        ? []
        : [new("string_pattern_mismatch", $"String should match pattern '{Id}'", "path", "team_id")];

    public static IEnumerable<ValidationFault> OfName(string? name) => SearchText.Fault("name", name ?? "") is { } fault
        ? [new("value_error", $"Value error, {fault}", "query", "name")]
        : [];
}
