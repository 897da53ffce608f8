using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Tests.Auth;

public sealed class UserIdsTests
{
    [Theory]
    [InlineData("jdoe")]
    [InlineData("J.Doe_1@example-site.com")]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    [InlineData("...a")]
    public void WellFormedName_IsId(string name) => UserIds.FromClaim(name).Should().Be(name);

    [Fact]
    public void LongestName_IsId() => UserIds.FromClaim(new string('a', 128)).Should().HaveLength(128).And.MatchRegex("^a+$");

    [Theory]
    [InlineData("auth0|5f7c", "^auth0-5f7c-[0-9a-f]{16}$")]
    [InlineData("ärger", "^-rger-[0-9a-f]{16}$")]
    [InlineData("😀", "^---[0-9a-f]{16}$")]
    [InlineData("a b", "^a-b-[0-9a-f]{16}$")]
    [InlineData("a\n", "^a--[0-9a-f]{16}$")]
    [InlineData(" ", "^--[0-9a-f]{16}$")]
    [InlineData("..", @"^\.\.-[0-9a-f]{16}$")]
    [InlineData("me", "^me-[0-9a-f]{16}$")]
    [InlineData("ME", "^ME-[0-9a-f]{16}$")]
    [InlineData("options", "^options-[0-9a-f]{16}$")]
    public void OtherName_GetsReplacementsAndHash(string name, string pattern)
    {
        var id = UserIds.FromClaim(name);

        id.Should().MatchRegex(pattern);
        UserIds.IsId(id).Should().BeTrue();
        UserIds.FromClaim(name).Should().Be(id);
    }

    [Fact]
    public void LongName_IsTruncated()
    {
        var (one, other) = (UserIds.FromClaim(new string('a', 129)), UserIds.FromClaim(new string('a', 130)));

        one.Should().HaveLength(128).And.NotBe(other);
    }

    [Fact]
    public void NameLikeGeneratedId_GetsAnotherId()
    {
        var victim = UserIds.FromClaim("auth0|5f7c");

        UserIds.FromClaim(victim).Should().NotBe(victim);
    }

    [Fact]
    public void NamesWithDifferentReplacedCharacters_GetDifferentIds() =>
        UserIds.FromClaim("a|b").Should().NotBe(UserIds.FromClaim("a b"));
}
