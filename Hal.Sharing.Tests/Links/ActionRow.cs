namespace Hal.Sharing.Tests.Links;

/// <summary>
/// One line of the matrix: an action, the document where its link stands, and who may take it. Addresses and bodies name parts of a
/// scene in braces, such as <c>{id}</c>.
/// </summary>
/// <param name="Name">What is done, in words.</param>
/// <param name="Document">The document that links to it.</param>
/// <param name="Rel">The relation there.</param>
/// <param name="Method">What the request is sent as.</param>
/// <param name="Target">Where the link leads, once it is expanded.</param>
/// <param name="Body">A valid body, or null.</param>
/// <param name="Needs">What somebody must hold to be let through.</param>
/// <param name="LinkDecides">
/// False where the link stands for less than this request asks for: one may share, but not at every level; hand over, but not to every team.
/// </param>
public sealed record ActionRow(
    string Name, string Document, string Rel, string Method, string Target, string? Body, Func<Player, bool> Needs, bool LinkDecides = true)
{
    /// <summary>Form clients send the link's action to the document itself, for they cannot fill a path.</summary>
    public bool IsForm { get; init; }

    public override string ToString() => Name;
}

/// <summary>Somebody who tries, and what the contract says that he holds in this scene.</summary>
public sealed record Player(string User, Access.Holding Holding, bool IsSuperuser = false)
{
    /// <summary>There is a share to himself.</summary>
    public bool HasShare { get; init; }

    public bool May(string permission) => Holding.Has(permission);

    /// <summary>May share, at this level too.</summary>
    public bool MayGrant(int level) => May("share") && level <= Holding.Grants;
}
