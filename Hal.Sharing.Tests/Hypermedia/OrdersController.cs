using System.Text.RegularExpressions;
using Hal.Sharing.Api.Hypermedia;
using Microsoft.AspNetCore.Mvc;

namespace Hal.Sharing.Tests.Hypermedia;

/// <summary>An API of another domain that uses only Hypermedia.</summary>
[Route("orders")]
[Representations(MediaTypes.Hal, MediaTypes.Json)]
public sealed class OrdersController : ControllerBase
{
    private static readonly Order[] Open = [new("1", "Tea & <b>biscuits</b> für Zoë", 12.5m), new("a/b", "Café", 3m)];

    [HttpGet]
    public IActionResult List() => new HalResult(
        Resource.Create("/orders", Open.Length, static (json, count) => json.WriteNumber("count", count))
            .Link("ex:find", new Link("/orders/{id}") { Templated = true, Title = "Find an order" })
            .Link("help", "https://example.org/help")
            .Link("other-host", "//example.org/orders")
            .Links("item", [.. Open.Select(order => new Link(order.Href) { Name = order.Id })])
            .Links("ex:draft", [])
            .LinkWhen(false, "next", "/orders?after=2")
            .Action(true, "ex:create", "/orders")
            .Action(false, "ex:close", "/orders")
            .Embed("ex:order", Open, ToResource)
            .Embed<Order>("ex:cancelled", [], ToResource)
            .Embed("shop", Resource.Create("/shop")));

    [HttpGet("plain")]
    public IActionResult Plain() => new HalResult(Resource.Create("/orders/plain").Embed("item", Open, ToResource));

    [HttpGet("broken")]
    public IActionResult Broken() => new HalResult(
        Resource.Create("/orders").Embed("item", Enumerable.Range(0, 1000).ToArray(), i =>
            i < 999 ? Resource.Create($"/orders/{i}") : throw new InvalidOperationException("secret")));

    [HttpGet("old")]
    [Deprecated("2027-01-31", Sunset = "2027-07-31", Information = "/news/old-orders")]
    public IActionResult Old(bool isBroken) => isBroken
        ? throw new InvalidOperationException("secret")
        : new HalResult(Resource.Create("/orders/old")
            .Link("ex:older", new Link("/orders/older") { Deprecation = "/news/older-orders" })
            .Link("ex:oldest", new Link("/orders/oldest") { Deprecation = "https://example.org/news" }));

    [HttpPut("older")]
    [Deprecated("1970-01-02")]
    public IActionResult Older([FromDocument] OrderRequest order) =>
        new HalResult(Resource.Create("/orders/older", order, static (_, _) => { }));

    [HttpGet("json-only")]
    [Representations(MediaTypes.Json)]
    public IActionResult JsonOnly() => new HalResult(Resource.Create("/orders/json-only"));

    [HttpPost]
    public IActionResult Create([FromDocument] OrderRequest order) => new HalResult(
        Resource.Create("/orders/3", order, static (json, order) =>
        {
            json.WriteString("text", order.Text);
            json.WriteString("note", order.Note);
            if (order.Pieces is { } pieces)
                json.WriteNumber("pieces", pieces);
            if (order.Gift is { } gift)
                json.WriteBoolean("gift", gift);
        }),
        status: 201)
    {
        Location = "/orders/3",
    };

    [HttpPut("1/note")]
    public IActionResult PutNote([FromDocument(Optional = true)] NoteRequest note) => new HalResult(
        Resource.Create("/orders/1/note", note, static (json, note) => json.WriteNumber("priority", note.Priority)));

    private static Resource ToResource(Order order) =>
        Resource.Create(order.Href, order, static (json, order) =>
        {
            json.WriteString("text", order.Text);
            json.WriteNumber("total", order.Total);
        })
        .Link("ex:customer", "/customers/7");

    private sealed record Order(string Id, string Text, decimal Total)
    {
        public string Href => $"/orders/{Uri.EscapeDataString(Id)}";
    }
}

public sealed partial record OrderRequest(string Text, string? Note, int? Pieces, bool? Gift) : IRequestDocument<OrderRequest>
{
    public static OrderRequest Read(DocumentReader document)
    {
        document.ReadOnly("createdAt");
        var order = new OrderRequest(
            document.Text("text", maxLength: 10, required: true)!,
            document.Text("note", maxLength: 20, pattern: Words(), patternDescription: "letters and spaces"),
            document.Int32("pieces", min: 1, hint: "use DELETE to cancel"),
            document.Boolean("gift"));
        if (order is { Gift: true, Note: null })
            document.Fault("note", "A gift needs a note.");
        return order;
    }

    [GeneratedRegex("[A-Za-z ]+")]
    private static partial Regex Words();
}

public sealed record NoteRequest(int Priority) : IRequestDocument<NoteRequest>
{
    public static NoteRequest Read(DocumentReader document) => new(document.Int32("priority") ?? 1);
}
