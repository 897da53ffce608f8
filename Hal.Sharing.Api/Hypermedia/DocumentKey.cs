namespace Hal.Sharing.Api.Hypermedia;

/// <summary>What a request asks for: everything that decides the bytes of a document, except what is in the database.</summary>
/// <param name="Address">The path and the query.</param>
/// <param name="PathBase">The prefix of every href.</param>
internal sealed record DocumentAddress(string Address, string PathBase, string MediaType)
{
    public static DocumentAddress Of(HttpContext http) => new(
        http.Request.Path.Value + http.Request.QueryString.Value, http.Request.PathBase.Value ?? "", Representation.Of(http));
}

/// <summary>Everything that decides the bytes of a document.</summary>
/// <param name="MadeFrom">The value from which the document was made, compared by value: see <see cref="HalResult.MadeFrom"/>.</param>
internal sealed record DocumentKey(DocumentAddress Address, object MadeFrom);
