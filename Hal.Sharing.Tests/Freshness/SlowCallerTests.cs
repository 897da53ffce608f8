using Hal.Sharing.Data.Integrations;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Freshness;

/// <summary>A caller whose rows take long asks alone for a minute, so that the questions of the others do not wait for them.</summary>
public sealed class SlowCallerTests(SharingFixture fixture) : IClassFixture<SharingFixture>
{
    // A managed user is looked up by this function; it then takes as long as the memberships of a member of thousands of teams.
    private const string SlowDownSql = """
        update users set managed_by = 'admin' where id = 'asmith';
        create or replace function is_client(account_id text) returns boolean language plpgsql stable as $$
        begin
            perform pg_sleep(0.05);
            return false;
        end $$
        """;

    [Fact]
    public async Task CallerWithTwoSlowRows_AsksAlone_ForAMinute()
    {
        await fixture.ExecuteAsync(SlowDownSql);
        var clock = new FakeTimeProvider();
        await using var data = new DataStack(fixture.ConnectionString, clock: clock);
        using var sent = new SentCommands(() => fixture.ConnectionString);

        (await IsSharedAsync("asmith")).Should().BeTrue();
        (await IsSharedAsync("asmith")).Should().BeTrue("a pause of the machine makes one slow row");
        (await IsSharedAsync("asmith")).Should().BeFalse();
        (await IsSharedAsync("jdoe")).Should().BeTrue();
        clock.Advance(TimeSpan.FromSeconds(61));
        (await IsSharedAsync("asmith")).Should().BeTrue();

        async Task<bool> IsSharedAsync(string caller)
        {
            sent.Clear();
            await data.Get<IntegrationQueries>().GetAsync(new(caller), "abc-123", default);
            return sent.Texts.Single(text => text.Contains("visible_integration", StringComparison.Ordinal))
                .Contains("unnest", StringComparison.Ordinal);
        }
    }
}
