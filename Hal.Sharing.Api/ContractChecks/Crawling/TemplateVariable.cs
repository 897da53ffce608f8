using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>A variable of a URI template (RFC 6570).</summary>
/// <param name="IsPath">Whether the address needs a value: the variable is not one of a query or fragment.</param>
internal sealed record TemplateVariable(string Name, bool IsPath)
{
    private static readonly Regex Expression = new(@"\{(?<operator>[+#./;?&]?)(?<names>[^{}]+)\}");

    private static readonly Regex Modifier = new(@"\*|:\d+");

    /// <summary>Returns the variables in the order of the template.</summary>
    public static IEnumerable<TemplateVariable> Of(string template) =>
        from Match expression in Expression.Matches(template)
        from name in expression.Groups["names"].Value.Split(',')
        select new TemplateVariable(Modifier.Replace(name, ""), expression.Groups["operator"].Value is not ("?" or "&" or "#"));
}
