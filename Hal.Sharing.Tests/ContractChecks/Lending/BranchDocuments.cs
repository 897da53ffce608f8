using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Branches, which have names in their addresses, no profile, and no OPTIONS.</summary>
internal sealed class BranchDocuments(Holdings holdings)
{
    public Representation List(Caller caller) => Representation.Of("branches", "", caller, "/branches", "{}")
        .Embed("lib:branch", new JsonArray([.. holdings.Branches.Select(Item)]));

    public Representation? Find(Caller caller, string slug) =>
        holdings.Branches.FirstOrDefault(branch => branch.Slug == slug) is { } branch ? Full(caller, branch) : null;

    private static JsonObject Item(Branch branch) => new()
    {
        ["_links"] = new JsonObject { ["self"] = Representation.LinkTo($"/branches/{branch.Slug}") }, ["name"] = branch.Name,
    };

    private static Representation Full(Caller caller, Branch branch)
    {
        var document = Representation.Of("branch", branch.Slug, caller, $"/branches/{branch.Slug}", $$"""
            {
              "name": "{{branch.Name}}",
              "phone": {{(branch.Phone is { } phone ? $"\"{phone}\"" : "null")}},
              "address": { "street": "1 Main Street", "city": "Springfield", "location": { "latitude": 42.1, "longitude": -72.6 } },
              "openingHours": [{ "day": "Monday", "from": "09:00", "to": "18:00" }, { "day": "Friday", "from": "09:00", "to": "14:00" }],
              "isAccessible": true
            }
            """)
            .Link("lib:map", $"/branches/{branch.Slug}/map")
            .Link("lib:website", $"https://{branch.Slug}.lending.example/");
        document.HasOptions = false;
        return document;
    }
}
