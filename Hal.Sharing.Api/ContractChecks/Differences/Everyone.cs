using Hal.Sharing.Api.ContractChecks.Baselines;
using Hal.Sharing.Api.ContractChecks.Shapes;

namespace Hal.Sharing.Api.ContractChecks.Differences;

/// <summary>The contracts of all users, to tell a change of the contract (for all) from a change of rights (for some).</summary>
internal sealed class Everyone(IReadOnlyCollection<UserContract> contracts)
{
    /// <summary>Whether any user can read documents of a kind.</summary>
    public bool Have(string kind) => contracts.Any(contract => contract.Kinds.ContainsKey(kind));

    /// <summary>Whether any user has a unit in documents of a kind, which can be an embedded one.</summary>
    public bool Have(string kind, string unit) => contracts.Any(contract => Find(contract, kind)?.Has(unit) == true);

    /// <summary>Whether any user has a unit in one of these documents.</summary>
    public bool Have(string kind, string unit, IReadOnlyCollection<string> documents) => contracts.Any(contract =>
        Find(contract, kind) is { } found && documents.Any(document => found.Documents.ContainsKey(document) && found.Has(document, unit)));

    private static KindShape? Find(UserContract contract, string kind)
    {
        var parts = kind.Split('/', 2);
        var found = contract.Kinds.GetValueOrDefault(parts[0]);
        return parts.Length == 1 || found is null ? found : FindEmbedded(found, kind);
    }

    private static KindShape? FindEmbedded(KindShape parent, string kind) =>
        (from embedded in parent.Embedded.Values
         where kind == embedded.Name || kind.StartsWith(embedded.Name + "/", StringComparison.Ordinal)
         select kind == embedded.Name ? embedded : FindEmbedded(embedded, kind)).FirstOrDefault();
}
