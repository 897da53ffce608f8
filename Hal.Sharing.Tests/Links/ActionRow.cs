namespace Hal.Sharing.Tests.Links;

/// <summary>
/// One line of the matrix: an action, the document that contains its link, and the callers who may perform it. Addresses and bodies have
/// placeholders in braces, such as <c>{id}</c>.
/// </summary>
/// <param name="Name">The action in words.</param>
/// <param name="Document">The document that contains the link.</param>
/// <param name="Rel">The relation of the link.</param>
/// <param name="Method">The method of the request.</param>
/// <param name="Target">The expanded target of the link.</param>
/// <param name="Body">A valid body, or null.</param>
/// <param name="Needs">Whether the contract permits the action to a caller.</param>
/// <param name="LinkDecides">
/// False if the link permits less than this request: sharing, but not at every level; transferring, but not to every team.
/// </param>
public sealed record ActionRow(
    string Name, string Document, string Rel, string Method, string Target, string? Body, Func<Player, bool> Needs, bool LinkDecides = true)
{
    /// <summary>Whether a form client sends the action to the document itself, because it cannot fill in a path.</summary>
    public bool IsForm { get; init; }

    public override string ToString() => Name;
}

/// <summary>A caller, and the permissions that the contract gives them.</summary>
public sealed record Player(string User, Access.Holding Holding, bool IsSuperuser = false)
{
    /// <summary>Whether there is a share to this caller.</summary>
    public bool HasShare { get; init; }

    public bool May(string permission) => Holding.Has(permission);

    /// <summary>Whether the caller may share at this level.</summary>
    public bool MayGrant(int level) => May("share") && level <= Holding.Grants;
}
