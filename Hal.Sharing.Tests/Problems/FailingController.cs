using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Hal.Sharing.Tests.Problems;

/// <summary>Actions that fail in different ways.</summary>
[Route("fail")]
public sealed class FailingController : ControllerBase
{
    [HttpGet("exception")]
    public IActionResult Throw() => throw new InvalidOperationException("select secret from passwords");

    [HttpGet("bad-request")]
    public IActionResult Bad() => throw new BadHttpRequestException("Unexpected end of request content.", 408);

    [HttpGet("never")]
    public async Task<IActionResult> Never()
    {
        await Task.Delay(Timeout.Infinite, HttpContext.RequestAborted);
        return Ok();
    }

    [HttpGet("status/{status:int}")]
    public IActionResult Status(int status) => StatusCode(status);

    [HttpGet("challenge")]
    public IActionResult Challenged()
    {
        Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\", error_description=\"expired\"";
        return StatusCode(401);
    }

    [HttpGet("details")]
    public IActionResult WithMembersAndLinks() =>
        ProblemResult.Forbidden(
            "'<x>' cannot be shared by you; ask user:admin.", ("permission", "integration:share"), ("owner", "user:admin"))
            .With("teams", new[] { "analytics", "coaching" })
            .With("count", 3)
            .WithLink("help", "/problems/forbidden")
            .WithHeader("Retry-After", "1");

    [HttpGet("not-found/{id}")]
    public IActionResult Missing(string id) => ProblemResult.NotFound("order", id);

    [HttpGet("query")]
    public IActionResult Query() => ProblemResult.Invalid(
        Fault.InQuery("limit", "limit is 0; send 1 to 1000."),
        Fault.InBody("name", "name is missing."));

    [HttpGet("conflict")]
    public IActionResult Conflicting() =>
        ProblemResult.Conflict(ProblemType.AlreadyExists, "Order 1 exists; change it there.", ("ex:order", "/orders/1"));

    [HttpGet("unavailable")]
    public IActionResult Unavailable() => ProblemResult.Unavailable(TimeSpan.FromSeconds(1.2));
}
