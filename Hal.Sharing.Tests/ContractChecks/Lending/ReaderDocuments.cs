using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Readers, who have generated IDs. The list has a cursor, and those who joined last come first.</summary>
internal sealed class ReaderDocuments(Holdings holdings, Rights rights)
{
    private const int PageSize = 3;

    public Representation? List(Caller caller, IQueryCollection query)
    {
        if (!rights.ListReaders(caller))
            return null;
        var after = query["after"].ToString();
        var rest = after.Length == 0 ? holdings.Readers : [.. holdings.Readers.SkipWhile(reader => $"{reader.Id:N}" != after).Skip(1)];
        var page = rest.Take(PageSize).ToList();
        return Representation.Of("readers", after, caller, after.Length == 0 ? "/readers" : $"/readers?after={after}", "{}")
            .Link("profile", "https://profiles.lending.example/readers")
            .Link("next", page.Count == 0 ? "" : $"/readers?after={page[^1].Id:N}", rest.Count > PageSize)
            .Embed("https://rels.lending.example/reader", new JsonArray([.. page.Select(Item)]));
    }

    public Representation? Find(Caller caller, string id) =>
        holdings.Readers.FirstOrDefault(reader => $"{reader.Id}" == id) is { } reader && (caller.IsLibrarian || reader == caller.Reader)
            ? Full(caller, reader)
            : null;

    private static JsonObject Item(Reader reader) => new()
    {
        ["_links"] = new JsonObject { ["self"] = Representation.LinkTo($"/readers/{reader.Id}") },
        ["name"] = reader.Name,
        ["isSuspended"] = reader.IsSuspended,
    };

    private Representation Full(Caller caller, Reader reader) =>
        Representation.Of("reader", $"{reader.Id}", caller, $"/readers/{reader.Id}", $$"""
        {
          "id": "{{reader.Id}}", "name": "{{reader.Name}}", "email": "reader@example.org", "fines": 1.5,
          "joinedAt": "{{EntryDocuments.Text(reader.JoinedAt)}}",
          "preferences": { "language": "en", "newsletter": true, "branches": ["harbor"] }
        }
        """)
        .Link("profile", "https://profiles.lending.example/reader")
        .Link("lib:loans", "/loans")
        .Offer(
            rights.EditReader(caller, reader), "PUT", "lib:edit", "default",
            """{ "name": "name", "required": true, "maxLength": 80 }""",
            """{ "name": "email", "type": "email" }""",
            """{ "name": "id", "readOnly": true }""")
        .Offer(rights.Suspend(caller, reader), "POST", "lib:suspend", "suspend", """{ "name": "reason", "required": true }""")
        .Offer(rights.Reinstate(caller, reader), "POST", "lib:reinstate", "reinstate");
}
