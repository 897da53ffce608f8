using Hal.Sharing.Api.Hypermedia;
using Microsoft.AspNetCore.Mvc;

namespace Hal.Sharing.Tests.Hypermedia;

/// <summary>Writes another number into every document, so that a stored one is recognized.</summary>
[Route("notes/{id}")]
[Representations(MediaTypes.Hal, MediaTypes.HalForms, MediaTypes.Json)]
public sealed class NotesController : ControllerBase
{
    private static int Written;

    [HttpGet]
    public IActionResult Get(string id)
    {
        var note = new Note(id, Request.Headers["X-State"].ToString(), Request.Headers["X-Rights"].ToString());
        return HalResult.Of(note, static note => Resource
            .Create($"/notes/{note.Id}", note, static (json, _) => json.WriteNumber("written", Interlocked.Increment(ref Written)))
            .Link("next", "/notes/next"));
    }

    private sealed record Note(string Id, string State, string Rights);
}
