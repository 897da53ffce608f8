using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hal.Sharing.Data.Connections;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>How things are called, how large they are, and that nothing is made to be derived from.</summary>
public sealed partial class StyleTests(ITestOutputHelper output)
{
    private const int Ask = 150;
    private const int Split = 300;

    private static readonly Assembly[] Assemblies = [typeof(Program).Assembly, typeof(Database).Assembly, typeof(StyleTests).Assembly];

    // Abstract on purpose, or made by the compiler as it is.
    private static readonly string[] Unsealed = ["Program"];

    [Fact]
    public void NoType_HasANameThatSaysNothing()
    {
        var names = from type in Written() where NamesNothing().IsMatch(type.Name) select type.FullName;

        names.Should().BeEmpty();
    }

    [Fact]
    public void NoFolder_IsCalledByItsKindOfFile()
    {
        string[] forbidden = ["Controllers", "Models", "Services", "Helpers", "Utils", "Dtos", "Common", "Shared", "Interfaces"];

        var folders = from type in Written() from part in (type.Namespace ?? "").Split('.') where forbidden.Contains(part) select type.FullName;

        folders.Should().BeEmpty();
    }

    [Fact]
    public void EveryConcreteClass_IsSealed()
    {
        var open =
            from type in Written()
            where type is { IsClass: true, IsSealed: false, IsAbstract: false } && !Unsealed.Contains(type.Name)
            select type.FullName;

        open.Should().BeEmpty();
    }

    [Fact]
    public void NoInterface_HasOneImplementationOnly()
    {
        // A request document is read by a static member of its own type, which only an interface can ask for.
        var lonely =
            from type in Written()
            where type.IsInterface
            let implementations = Written().Count(other => other != type && other.GetInterfaces().Any(implemented => Definition(implemented) == type))
            where implementations == 1
            select type.FullName;

        lonely.Should().BeEmpty();
    }

    [Fact]
    public void NoConstructor_AsksForMoreThanFour()
    {
        var greedy =
            from type in Written()
            where type.Name.EndsWith("Controller", StringComparison.Ordinal) || type.Name.EndsWith("Commands", StringComparison.Ordinal) || type.Name.EndsWith("Queries", StringComparison.Ordinal)
            from constructor in type.GetConstructors()
            where constructor.GetParameters().Length > 4
            select type.FullName;

        greedy.Should().BeEmpty();
    }

    [Fact]
    public void NoFile_IsLargerThanItMayBe()
    {
        var files = (from project in new[] { "Hal.Sharing.Api", "Hal.Sharing.Data", "Hal.Sharing.Tests" }
                     from source in Repository.Sources(project)
                     select (source.Path, Lines: source.Text.Count(letter => letter == '\n'))).ToList();

        foreach (var (path, lines) in files.Where(file => file.Lines > Ask).OrderByDescending(file => file.Lines))
            output.WriteLine($"{lines} lines, why? {path}");
        files.Where(file => file.Lines > Split).Should().BeEmpty();
        files.Should().HaveCountGreaterThan(100, "the rule looks at something");
    }

    private static IEnumerable<Type> Written() =>
        from assembly in Assemblies
        from type in assembly.GetTypes()
        where !type.IsDefined(typeof(CompilerGeneratedAttribute), false) && !type.Name.Contains('<')
            && (type.Namespace?.StartsWith("Hal.Sharing", StringComparison.Ordinal) is true || type.Name == "Program")
        select type;

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    [GeneratedRegex("(Helper|Helpers|Manager|Util|Utils|Utility|Service|Base|Impl|Dto)(`\\d)?$")]
    private static partial Regex NamesNothing();
}
