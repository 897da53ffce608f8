using Hal.Sharing.Api.Hypermedia;

namespace Hal.Sharing.Tests.Hypermedia;

public sealed class PreferenceTests
{
    [Theory]
    [InlineData("transclude=item", "item")]
    [InlineData("transclude=\"item\"", "item")]
    [InlineData("Transclude = 'item'", "item")]
    [InlineData("transclude=inf:integration-owner", "inf:integration-owner")]
    [InlineData("transclude=\"inf:user;inf:team\"", "inf:user inf:team")]
    [InlineData("transclude=\"inf:user, inf:team\"", "inf:user inf:team")]
    [InlineData("transclude=\"inf:user inf:team\", return=minimal", "inf:user inf:team")]
    [InlineData("transclude=inf:user;inf:team", "inf:user inf:team")]
    [InlineData("respond-async, transclude=\"inf:user\"; wait=10", "inf:user wait=10")]
    [InlineData("transclude=\"inf:user", "inf:user")]
    [InlineData("transclude", "")]
    [InlineData("transclude=", "")]
    [InlineData("return=representation", "")]
    [InlineData(",,;=\"", "")]
    public void Relations_AreRead_HoweverTheyAreQuoted(string prefer, string expected) =>
        Preference.Transcluded(prefer).Should().Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
