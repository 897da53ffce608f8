namespace Hal.Sharing.Api.DelegatedTokens;

/// <summary>Names the subject of a token, and the team for which it is issued; without a team, it is for the managing party.</summary>
public sealed record DelegatedTokenRequest(string Subject, string? TeamId)
{
    /// <summary>Adds what is wrong to <paramref name="faults"/>; the result is valid only if there is nothing.</summary>
    public static DelegatedTokenRequest Read(ReadOnlySpan<byte> bytes, List<Fault> faults)
    {
        var body = new ValidatedBody(bytes);
        var subject = body.Text("sub", required: true);
        var teamId = body.Text("team_id", required: false);
        faults.AddRange(body.Faults);
        foreach (var (name, id) in new[] { ("sub", subject), ("team_id", teamId) })
            if (id is not null && IdFormat.AccountIdFault(id, Fault.Body, name) is { } fault)
                faults.Add(fault);
        return new(subject ?? "", teamId);
    }
}
