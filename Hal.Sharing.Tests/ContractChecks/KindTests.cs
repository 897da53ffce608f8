using Hal.Sharing.Tests.ContractChecks.Library;

namespace Hal.Sharing.Tests.ContractChecks;

/// <summary>What a check calls kinds of documents.</summary>
public sealed class KindTests
{
    /// <summary>A loan has the link <c>lib:renew</c> to itself, which must not make it a kind of its own beside <c>lib:loan</c>.</summary>
    [Fact]
    public async Task LinksToActions_NameNoKinds()
    {
        using var check = new LibraryCheck();

        var result = await check.RunAsync(new LibraryData(), update: true);

        result.Users.SelectMany(user => user.Kinds).Distinct().Should().Contain("lib-loan")
            .And.NotContain("lib-renew").And.NotContain("lib-return").And.NotContain("lib-add-book").And.NotContain("lib-edit");
    }
}
