using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Rels;

/// <summary>Turns an entry of the table into the HTML of its page.</summary>
/// <param name="pathBase">Goes before every address of our own.</param>
internal sealed class RelPage(string pathBase)
{
    private static readonly Regex Code = new("`(.+?)`");

    private readonly StringBuilder _html = new();

    public static string List(string pathBase)
    {
        var page = new RelPage(pathBase);
        page.Line("<p>What the links of the documents mean. Start at <code>GET /api</code> and follow them: a link to an action is there exactly when you may take it now.</p>");
        page.Line("<dl>");
        foreach (var rel in RelTable.All)
            page.Line($"<dt><a href=\"{page.Href($"/rels/inf/{rel.ShortName}")}\">{Text(rel.Name)}</a></dt>\n<dd>{Text(rel.Title)}</dd>");
        page.Line("</dl>");
        return page._html.ToString();
    }

    public static string Show(Rel rel, string pathBase)
    {
        var page = new RelPage(pathBase);
        page.Line($"<p>Relation <code>{Text(rel.Name)}</code></p>");
        page.Line($"<p>{Text(rel.Meaning)}</p>");
        page.Line($"<p>Found in: {Text(string.Join(" · ", rel.Documents))}</p>");
        foreach (var request in rel.Requests)
            page.Show(request);
        page.Line($"<p>Besides, every request can be answered with the <a href=\"{page.Href("/problems")}\">problems</a> <code>unauthorized</code>, <code>invalid-token</code>, <code>not-acceptable</code> and, where the caller cannot read what it is about, <code>not-found</code>.</p>");
        page.Line($"<p><a href=\"{page.Href("/rels")}\">All relations</a></p>");
        return page._html.ToString();
    }

    private void Show(RelRequest request)
    {
        Line($"<h2><code>{request.Method} {Text(request.Address)}</code></h2>");
        Line($"<p>{Text(request.Does)}</p>");
        Line($"<p>Needs: {Text(request.Permission)}.</p>");
        if (request.Members.Length > 0)
        {
            Line("<table>\n<thead><tr><th scope=\"col\">Member</th><th scope=\"col\">Type</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>");
            foreach (var (name, type, meaning) in request.Members)
                Line($"<tr><td><code>{Text(name)}</code></td><td>{Text(type)}</td><td>{Text(meaning)}</td></tr>");
            Line("</tbody>\n</table>");
        }
        if (request.Example.Length > 0)
            Line($"<pre tabindex=\"0\"><code>{Encode(request.Example)}\n\n{Encode(request.Answer)}</code></pre>");
        if (request.Errors.Length == 0)
            return;
        Line("<ul>");
        foreach (var (type, when) in request.Errors)
            Line($"<li>{type.Status} <a href=\"{Href(type.Path)}\">{type.Name}</a>: {Text(when)}</li>");
        Line("</ul>");
    }

    private void Line(string line) => _html.Append(CultureInfo.InvariantCulture, $"{line}\n");

    private string Href(string path) => Encode(pathBase + path);

    private static string Encode(string text) => Encoder.Encode(text);

    private static string Text(string text) => Code.Replace(Encode(text), "<code>$1</code>");

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
}
