using System.Text.Json;

namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>The links of one relation in a document.</summary>
internal sealed record HalRelation(string Name, JsonElement Value)
{
    public IEnumerable<HalLink> Links => Value.ValueKind switch
    {
        JsonValueKind.Object => HalLink.Read(Value) is { } link ? [link] : [],
        JsonValueKind.Array => Value.EnumerateArray().Select(HalLink.Read).OfType<HalLink>(),
        _ => [],
    };
}
