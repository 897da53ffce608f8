using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Forms;

/// <summary>Share, change, revoke: from the entry point, by links and forms alone.</summary>
[Collection(nameof(FormsFixture))]
public sealed class FormStoryTests(FormsFixture scene)
{
    [Fact]
    public async Task User_SharesChangesAndRevokes()
    {
        await scene.RewindAsync();
        using var http = scene.As("jdoe");
        var client = new HalFormsClient(http);

        var integration = await client.FollowAsync(await client.EnterAsync(), "inf:find-integration", ("id", "salesforce"));
        var shares = await client.FollowAsync(integration, "inf:integration-shares");
        var share = HalForm.AllOf(shares).Single(form => form.Key == "share");
        var found = await client.OptionsAsync(share.Properties[0], ("q", "Olive"));
        using var created = await client.SubmitAsync(
            share, new FixedValue(share.Properties[0].Name, found.Single().Value, UnchangedForm.Form));
        created.StatusCode.Should().Be(HttpStatusCode.Created);

        var one = await client.ReadAsync(created.Headers.Location!.ToString());
        var edit = HalForm.AllOf(one).Single(form => form.Key == "edit");
        using var changed = await client.SubmitAsync(
            edit, new FixedValue(edit.Properties[0].Name, edit.Properties[0].Inline![1].Value, UnchangedForm.Form));
        (await changed.JsonAsync()).GetProperty("accessLevel").GetInt32().Should().Be(2);

        using var late = await client.SubmitAsync(HalForm.AllOf(one).Single(form => form.Key == "revoke"), UnchangedForm.Form);
        late.StatusCode.Should().Be(HttpStatusCode.Conflict, "the form was made of a share of level 1");
        var again = await client.ReadAgainAsync(one);
        using var revoked = await client.SubmitAsync(HalForm.AllOf(again).Single(form => form.Key == "revoke"), UnchangedForm.Form);
        revoked.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await client.ReadAgainAsync(shares)).GetProperty("total").GetInt32().Should().Be(shares.GetProperty("total").GetInt32());
    }
}
