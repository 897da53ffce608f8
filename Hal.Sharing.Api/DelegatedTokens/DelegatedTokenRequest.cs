using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.DelegatedTokens;

/// <summary>For whom a token is wanted, and in the name of which team; no team: as the one who manages him.</summary>
public sealed record DelegatedTokenRequest(string Subject, string? TeamId)
{
    // \z, for $ lets a line feed pass behind the id.
    private static readonly Regex IdPattern = new(@"^[A-Za-z0-9._@-]{1,128}\z");

    private const string Id = "^[A-Za-z0-9._@-]{1,128}$";

    /// <summary>What it says counts only when there is no fault.</summary>
    public static DelegatedTokenRequest Read(ReadOnlyMemory<byte> bytes, List<ValidationFault> faults)
    {
        var body = new ValidatedBody(bytes);
        var subject = body.Text("sub", required: true);
        var teamId = body.Text("team_id", required: false);
        faults.AddRange(body.Faults);
        Check("sub", subject, faults);
        Check("team_id", teamId, faults);
        return new(subject ?? "", teamId);
    }

    /// <summary>What can be nobody's id is not an unknown one.</summary>
    private static void Check(string name, string? id, List<ValidationFault> faults)
    {
        if (id is not null && !IdPattern.IsMatch(id))
            faults.Add(new("string_pattern_mismatch", $"String should match pattern '{Id}'", "body", name));
    }
}
