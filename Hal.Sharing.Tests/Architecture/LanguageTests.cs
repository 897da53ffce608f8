using System.Text.RegularExpressions;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>Bans gendered pronouns and odd words in code, comments, strings, SQL, JSON, pages and documents.</summary>
public sealed partial class LanguageTests
{
    private static readonly string[] Roots = [.. Repository.Projects, "db", "docs", "bench", "deploy"];
    private static readonly string[] Kinds = ["*.cs", "*.sql", "*.json", "*.md", "*.js", "*.css", "*.html"];

    // Foreign text and this list.
    private static readonly string[] Allowed =
        ["packages.lock.json", "THIRD-PARTY-NOTICES.md", "Auth/Vectors/", "Architecture/LanguageTests.cs"];

    private static IEnumerable<(string Path, string Text)> Texts =>
        from source in Roots.SelectMany(root => Kinds.SelectMany(kind => Repository.Sources(root, kind))).Concat(Repository.RootDocuments())
        where !Allowed.Any(path => source.Path.Contains(path, StringComparison.Ordinal))
        select source;

    [Fact]
    public void NoText_HasBannedWords()
    {
        var found = from source in Texts
                    from line in source.Text.Split('\n').Index()
                    from Match word in Banned().Matches(line.Item)
                    select $"{source.Path}:{line.Index + 1}: {word.Value}";

        found.Should().BeEmpty("the texts of the project name roles, not people");
        Texts.Should().HaveCountGreaterThan(100, "the rule must find files");
    }

    [Theory]
    [InlineData("// The user and his team", true)]
    [InlineData("\"Whom to share with\"", true)]
    [InlineData("-- it was changed meanwhile", true)]
    [InlineData("public void Stranger_WaitsForNobody()", true)]
    [InlineData("/problems/changed-meanwhile", false)]
    [InlineData("\"Nobody is called so\"", true)]
    [InlineData("GET /api/users/nobody", false)]
    [InlineData("As(\"nobody\")", false)]
    [InlineData("The header and this history", false)]
    public void Rule_FindsWords(string line, bool isFound) => Banned().IsMatch(line).Should().Be(isFound);

    // The last two lines find pronouns inside identifiers. IDs such as /users/nobody and the problem name changed-meanwhile are data.
    [GeneratedRegex("""
        (?i:(?<![/:=>`]|["'](?=(?:somebody|nobody)["']))\b(?:somebody|nobody)\b)
        |(?i:\b(?:he|his|him|himself|she|her|whoever|whom|the\ one\ who)\b)
        |(?i:\b(?:stands\ in|is\ told|besides|for\ ever|takes\ for\ granted|good\ for)\b)
        |(?i:(?<!changed-)\bmeanwhile\b)
        |(?<=[a-z0-9_])(?:He|His|Him|Himself|She|Her|Whoever|Whom|Somebody|Nobody|(?<!Changed)Meanwhile|Besides)(?=[A-Z_(]|\b)
        |\b(?:He|His|Him|Himself|She|Her|Whoever|Whom|Somebody|Nobody)(?=[A-Z_])
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Banned();
}
