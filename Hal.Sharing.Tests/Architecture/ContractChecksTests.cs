using System.Text.RegularExpressions;
using Hal.Sharing.Api.ContractChecks;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>The contract checks work with any HAL API: they know nothing of this one.</summary>
public sealed partial class ContractChecksTests
{
    [Fact]
    public void ContractChecks_UseNoOtherFolder()
    {
        var own = typeof(ContractCheck).Namespace!;
        var uses =
            from type in Dependencies.TypesOf(typeof(ContractCheck).Assembly)
            where type.Namespace?.StartsWith(own, StringComparison.Ordinal) is true
            from used in Dependencies.Of(type)
            where used.Namespace?.StartsWith("Hal.Sharing", StringComparison.Ordinal) is true
                && !used.Namespace.StartsWith(own, StringComparison.Ordinal)
            select $"{type} uses {used}";

        uses.Should().BeEmpty();
    }

    [Fact]
    public void ContractChecks_NameNoNoun()
    {
        var named = from source in Repository.Sources("Hal.Sharing.Api")
                    where source.Path.Contains("/ContractChecks/", StringComparison.Ordinal)
                    from Match noun in Noun().Matches(source.Text)
                    select $"{source.Path}: {noun.Value}";

        named.Should().BeEmpty();
    }

    [GeneratedRegex(@"\b(integration|share|team|principal|membership|superuser|accessLevel)s?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Noun();
}
