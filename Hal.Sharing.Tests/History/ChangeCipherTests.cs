using Hal.Sharing.Data.History;

namespace Hal.Sharing.Tests.History;

/// <summary>IDs of changes tell nothing, and only those that were made are read.</summary>
public sealed class ChangeCipherTests
{
    private readonly ChangeCipher _cipher = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    public void Number_IsReadFromItsId(long number)
    {
        var id = _cipher.Encode(OpaqueKind.Change, number);

        id.Should().MatchRegex("^[A-Za-z0-9_-]{22}$");
        _cipher.Decode(OpaqueKind.Change, id).Should().Be(number);
        _cipher.Decode(OpaqueKind.Position, id).Should().BeNull("it is an ID of another kind");
        new ChangeCipher(new byte[32]).Decode(OpaqueKind.Change, id).Should().BeNull("the database has another key");
    }

    [Fact]
    public void IdsOfNeighbors_HaveNothingInCommon() =>
        Enumerable.Range(1, 1000).Select(number => _cipher.Encode(OpaqueKind.Change, number)[..8]).Should().OnlyHaveUniqueItems();

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("not base64url, really!")]
    [InlineData("äääääääääääääääääääääää")]
    public void OtherTexts_AreNoIds(string text) => _cipher.Decode(OpaqueKind.Change, text).Should().BeNull();

    [Fact]
    public void EachNumber_HasOneId()
    {
        var id = _cipher.Encode(OpaqueKind.Change, 7);
        var last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Where(letter => letter != id[^1]);

        last.Select(letter => _cipher.Decode(OpaqueKind.Change, id[..^1] + letter)).Should().OnlyContain(number => number == null);
    }
}
