using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>A team from its beginning to its end, as a person makes it.</summary>
public sealed class TeamTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    [SkippableFact]
    public async Task Team_IsCreated_GetsAMember_AndIsDeleted()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, "jdoe");
        await visit.GoAsync("#/api/teams", "Teams");

        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Create a team" }).ClickAsync();
        await visit.Dialog.GetByLabel("ID").First.FillAsync("kites");
        await visit.Dialog.GetByLabel("Name").FillAsync("Kites");
        await visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Create a team" }).ClickAsync();
        await visit.SeeAsync("Kites");

        await visit.Main.GetByRole(AriaRole.Link, new() { Name = "Members", Exact = true }).ClickAsync();
        await visit.SeeAsync("Members");
        await ConsoleVisit.ChooseAsync(visit.Main.GetByRole(AriaRole.Combobox, new() { Name = "User" }), "Bob");
        await visit.Main.GetByLabel("Role").SelectOptionAsync("publisher");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Add a member" }).ClickAsync();
        await visit.Row("Bob Wong").GetByText("publisher").WaitForAsync();
        await visit.Row("Bob Wong").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await visit.Dialog.GetByRole(AriaRole.Button).Filter(new() { HasText = "Remove" }).ClickAsync();
        await visit.Row("Bob Wong").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await visit.GoAsync("#/api/teams/kites", "Kites");
        await visit.Main.GetByRole(AriaRole.Button).Filter(new() { HasText = "Delete" }).ClickAsync();
        await visit.Dialog.GetByRole(AriaRole.Button).Filter(new() { HasText = "Delete" }).ClickAsync();
        await visit.SeeAsync("Teams");
        (await visit.Row("Kites").CountAsync()).Should().Be(0);
        visit.Log.Should().BeEmpty();
    }
}
