using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>What a request on the stage was answered, read to its end.</summary>
/// <param name="Body">Undefined where there is none.</param>
public sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, JsonElement Body)
{
    /// <summary>A text of the body; null where it has none of this name.</summary>
    public string? Text(string name) => Body.TryGetProperty(name, out var member) ? member.ToString() : null;

    /// <summary>The last segment of a problem's type.</summary>
    public string? Problem => Text("type")?["/problems/".Length..];

    /// <summary>The names of the body's members, links and embedded resources left out.</summary>
    public IEnumerable<string> Members => Body.EnumerateObject().Select(member => member.Name).Where(name => name[0] != '_');
}
