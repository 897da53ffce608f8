namespace Hal.Sharing.Api.Rels;

/// <summary>One request that a relation leads to.</summary>
/// <param name="Method">Upper case.</param>
/// <param name="Address">The target, or its template.</param>
/// <param name="Does">What happens, and what comes back.</param>
/// <param name="Permission">What the caller needs.</param>
public sealed record RelRequest(string Method, string Address, string Does, string Permission)
{
    /// <summary>Members of the body, or parameters of the address.</summary>
    public RelMember[] Members { get; init; } = [];

    /// <summary>Request line and body, on the demo data, as the user admin unless it says otherwise.</summary>
    public string Example { get; init; } = "";

    /// <summary>Status line and body; … leaves things out.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Besides those that every request can have.</summary>
    public (ProblemType Type, string When)[] Errors { get; init; } = [];
}

/// <summary>A member of a body, or a parameter of an address.</summary>
/// <param name="Name">Marked with * where it must be there.</param>
/// <param name="Type">Type and limits.</param>
/// <param name="Meaning">And what counts where it is left out.</param>
public sealed record RelMember(string Name, string Type, string Meaning);
