using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Retries;

/// <summary>A statement whose values PostgreSQL refuses does not make the next execution on its connection fail.</summary>
public sealed class PreparationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RefusedValue_FailsAlone(int goodReadsBefore)
    {
        await using var data = new DataStack(database.ConnectionString, "Maximum Pool Size=1");
        for (var i = 0; i < goodReadsBefore; i++)
            (await ReadAsync(data, "good")).Should().Be("good");

        // No text of PostgreSQL can contain the character NUL.
        await data.Invoking(stack => ReadAsync(stack, "bad\0")).Should().ThrowAsync<PostgresException>();

        for (var i = 0; i < 3; i++)
            (await ReadAsync(data, "good")).Should().Be("good");
    }

    private static Task<string> ReadAsync(DataStack data, string value) => data.Database.ReadAsync(async (connection, cancel) =>
    {
        await using var command = new NpgsqlCommand("select $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }, default);
}
