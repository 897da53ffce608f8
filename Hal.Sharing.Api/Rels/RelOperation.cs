namespace Hal.Sharing.Api.Rels;

/// <summary>Holds what a page shows of one operation of the OpenAPI document. Texts are Markdown.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Address">The path and the query parameters, as a URI template.</param>
/// <param name="Description">What it does, and the needed permission: paragraphs.</param>
/// <param name="Body">Null if there is no request body.</param>
/// <param name="Members">The parameters, and the properties of the request body.</param>
/// <param name="Responses">The responses that are not problems.</param>
/// <param name="Problems">The problem types, and when they occur if the document states it.</param>
/// <param name="Example">Null if the operation is for browsers.</param>
public sealed record RelOperation(
    string Method,
    string Address,
    string Description,
    RelBody? Body,
    IReadOnlyList<RelMember> Members,
    IReadOnlyList<RelResponse> Responses,
    IReadOnlyList<(ProblemType Type, string? When)> Problems,
    RelExample? Example);

/// <summary>Holds a request body.</summary>
public sealed record RelBody(string Schema, string Description);

/// <summary>Holds a parameter, or a property of a request body.</summary>
/// <param name="Place"><c>path</c>, <c>query</c>, <c>header</c> or <c>body</c>.</param>
public sealed record RelMember(string Name, string Place, string Type, string Description);

/// <summary>Holds a response, once for each of its schemas.</summary>
/// <param name="Schema">Null if the body is not JSON, or if there is none.</param>
public sealed record RelResponse(int Status, string? Schema, IReadOnlyList<string> MediaTypes, string Description);

/// <summary>Holds a request on the demo data and its response.</summary>
/// <param name="Request">The request line and the body. The caller is admin unless the line names another one.</param>
/// <param name="Response">The status line and the body.</param>
public sealed record RelExample(string Request, string Response);
