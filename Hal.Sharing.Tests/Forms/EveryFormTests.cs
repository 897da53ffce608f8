using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Forms;

/// <summary>A client that knows only HAL and HAL-FORMS sends every form, as every user and with every kind of token.</summary>
public sealed class EveryFormTests(FormsFixture scene) : IClassFixture<FormsFixture>
{
    public static TheoryData<string> Callers => [.. FormsFixture.Callers];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task EveryForm_CanBeFilledAndSent_WithEveryValueThatItOffers(string caller)
    {
        using var http = scene.As(caller);
        var client = new HalFormsClient(http);
        var refused = new List<string>();
        var sent = 0;
        foreach (var thing in await scene.ThingsAsync(caller))
            foreach (var offered in HalForm.AllOf(thing))
                foreach (var choice in Choices(offered))
                {
                    await scene.RewindAsync();
                    var document = await client.ReadAgainAsync(thing);
                    var form = HalForm.AllOf(document).Single(form => form.Key == offered.Key);
                    using var answer = await client.SubmitAsync(form, choice(document));
                    sent++;
                    // Whether a user is the last superuser is no permission of the caller, and can change before the form is sent.
                    if (!answer.IsSuccessStatusCode && await answer.Content.ReadAsStringAsync() is var problem
                        && !problem.Contains("/problems/last-superuser", StringComparison.Ordinal))
                        refused.Add($"{thing.Href("self")} {form.Key}: {(int)answer.StatusCode} {problem}");
                }

        refused.Should().BeEmpty();
        var isReading = caller.EndsWith("reading", StringComparison.Ordinal);
        (sent > 0).Should().Be(!isReading, "only callers who may write get forms");
    }

    [Fact]
    public async Task EveryActionOfTheContract_IsOfferedToSomeCaller()
    {
        var offered = new HashSet<(string, string)>();
        foreach (var caller in FormsFixture.Callers)
            foreach (var thing in await scene.ThingsAsync(caller))
                offered.UnionWith(HalForm.AllOf(thing).Select(form => (ActionTable.KindOf(thing), form.Key)));

        offered.Should().BeEquivalentTo(from row in ActionTable.Keys from key in row.Value select (row.Key, key));
    }

    /// <summary>Returns one way to fill the form as a new user does, and one for each value that a field lists.</summary>
    private static IEnumerable<Func<JsonElement, IFormFiller>> Choices(HalForm form) =>
    [
        document => new NewUser(document),
        .. from property in form.Properties
           where !property.IsMany
           from option in property.Inline ?? []
           select (Func<JsonElement, IFormFiller>)(
               document => new FixedValue(property.Name, option.Value, WithoutWhatExcludes(property.Name, new NewUser(document)))),
    ];

    /// <summary>Superusers are not managed by anyone, so choosing one field empties the other.</summary>
    private static IFormFiller WithoutWhatExcludes(string name, IFormFiller filler) =>
        name == "isSuperuser" ? new FixedValue("managedBy", "", filler) : filler;
}
