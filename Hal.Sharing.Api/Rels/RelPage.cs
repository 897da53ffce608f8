using Hal.Sharing.Api.Schemas;
using Microsoft.AspNetCore.WebUtilities;

namespace Hal.Sharing.Api.Rels;

/// <summary>Composes the pages of relations.</summary>
/// <param name="pathBase">The prefix of all links.</param>
internal sealed class RelPage(string pathBase)
{
    private static readonly string[] Head = ["Name", "Type", "Meaning"];

    public IEnumerable<Block> List() =>
    [
        new Block.Paragraph(
            "The relations of the links in documents. Start at `GET /api` and follow the links. " +
            "A link to an action is present if and only if you may perform the action now."),
        new Block.Items([.. RelTable.All.Select(rel => $"{Link(rel.Name, $"/rels/inf/{rel.ShortName}")}: {rel.Title}")]),
    ];

    public IEnumerable<Block> Show(Rel rel) =>
    [
        new Block.Paragraph($"Relation `{rel.Name}`. {rel.Meaning}"),
        new Block.Paragraph($"Found in: {string.Join(" · ", rel.Documents)}"),
        .. RelOperations.Of(rel).SelectMany(Show),
        new Block.Paragraph($"{Link("All relations", "/rels")} · {Link("All problems", "/problems")}"),
    ];

    private IEnumerable<Block> Show(RelOperation operation)
    {
        yield return new Block.Heading($"`{operation.Method} {operation.Address}`");
        foreach (var paragraph in operation.Description.Split("\n\n"))
            yield return new Block.Paragraph(paragraph);
        if (operation.Body is { } body)
            yield return new Block.Paragraph($"Body: {Schema(body.Schema)}. {body.Description}");
        if (operation.Members.Count > 0)
            yield return new Block.Table(Head, [.. operation.Members.Select(Row)]);
        yield return new Block.Items([.. operation.Responses.Select(Show), .. Problems(operation)]);
        if (operation.Example is { } example)
            yield return new Block.Listing($"{example.Request}\n\n{example.Response}");
    }

    private static IReadOnlyList<string> Row(RelMember member) =>
        [member.Place == "body" ? $"`{member.Name}`" : $"`{member.Name}` ({member.Place})", member.Type, member.Description];

    private string Show(RelResponse response)
    {
        var mediaTypes = string.Join(", ", response.MediaTypes.Select(mediaType => $"`{mediaType}`"));
        var status = $"{response.Status} {ReasonPhrases.GetReasonPhrase(response.Status)}";
        return response.Schema is { } schema ? $"{status}: {Schema(schema)} as {mediaTypes}" : $"{status}: {response.Description}";
    }

    private IEnumerable<string> Problems(RelOperation operation)
    {
        foreach (var (type, when) in operation.Problems.Where(problem => problem.When is not null))
            yield return $"{Problem(type)}: {when}";
        var others = operation.Problems.Where(problem => problem.When is null).Select(problem => Problem(problem.Type)).ToList();
        if (others.Count > 0)
            yield return $"Other problems: {string.Join(", ", others)}";
    }

    private string Problem(ProblemType type) => $"{type.Status} {Link(type.Name, type.Path)}";

    private string Schema(string name) => Link(name, SchemaSet.Served.Versions(name)[^1].Href);

    private string Link(string text, string path) => $"[{text}]({pathBase}{path})";
}
