using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;
using Microsoft.Playwright;

namespace Hal.Sharing.Tests.Chromium;

/// <summary>The console before an API that it has never seen, with everything that HAL-FORMS can ask for.</summary>
public sealed class ForeignApiTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private const string Kitchen = """
        {
          "_links": {
            "self": {"href": "/api"},
            "curies": [{"name": "k", "href": "/about/{rel}", "templated": true}],
            "k:pans": {"href": "/api/pans", "title": "All my pans"},
            "k:leave": {"href": "/leave", "type": "text/html", "title": "Leave the kitchen"},
            "k:evil": {"href": "javascript:alert(1)"}
          },
          "_templates": {
            "cook": {
              "title": "Cook", "method": "POST", "target": "/api/meals", "contentType": "application/json",
              "properties": [
                {"name": "dish", "prompt": "Dish", "required": true, "regex": "[A-Z].*", "type": "text"},
                {"name": "guests", "prompt": "Guests", "type": "number", "min": 1, "max": 9, "value": "2"},
                {"name": "salt", "prompt": "With salt", "type": "checkbox", "value": "true"},
                {"name": "notes", "prompt": "Notes", "type": "textarea"},
                {"name": "spices", "prompt": "Spices",
                    "options": {"inline": ["thyme", {"prompt": "Black pepper", "value": "pepper"}, "sage"], "selectedValues": ["sage"],
                        "minItems": 1, "maxItems": 2}},
                {"name": "oven", "prompt": "Oven",
                    "options": {"link": {"href": "/api/ovens"}, "promptField": "label", "valueField": "number", "maxItems": 1}},
                {"name": "cook", "prompt": "Cook's number", "readOnly": true, "value": "7"},
                {"name": "stamp", "type": "hidden", "value": "s-1"}
              ]
            }
          }
        }
        """;

    [SkippableFact]
    public async Task EveryControl_SendsWhatItShould()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, userId: null);
        string? sent = null;
        await AnswerAsync(visit, "/api", Kitchen, "application/prs.hal-forms+json");
        await AnswerAsync(visit, "/api/ovens", """[{"label": "The big one", "number": 11}, {"label": "The small one", "number": 12}]""",
            "application/json");
        await visit.Context.RouteAsync("**/api/meals", async route =>
        {
            sent = route.Request.PostData;
            await route.FulfillAsync(new() { Status = 204 });
        });
        await visit.GoAsync("", "Home");
        await visit.Main.GetByRole(AriaRole.Button, new() { Name = "Cook" }).ClickAsync();
        var submit = visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cook" });

        await visit.Dialog.GetByLabel("Dish").FillAsync("soup");
        await submit.ClickAsync();
        await visit.Dialog.GetByText("Must match [A-Z].*").WaitForAsync();
        await visit.Dialog.GetByLabel("Dish").FillAsync("Soup");
        await visit.Dialog.GetByLabel("Guests").FillAsync("10");
        await submit.ClickAsync();
        await visit.Dialog.Locator(".error:visible").WaitForAsync();
        await visit.Dialog.GetByLabel("Guests").FillAsync("4");
        await visit.Dialog.GetByLabel("With salt").UncheckAsync();
        await visit.Dialog.GetByLabel("Black pepper").CheckAsync();
        await ConsoleVisit.ChooseAsync(visit.Dialog.GetByLabel("Oven"), "The small");
        await submit.ClickAsync();
        await visit.HearAsync("Done: Cook.");

        JsonNode.DeepEquals(JsonNode.Parse(sent!), JsonNode.Parse(
            """{"dish": "Soup", "guests": 4, "salt": false, "spices": ["pepper", "sage"], "oven": "12", "cook": "7", "stamp": "s-1"}"""))
                .Should().BeTrue("{0} was sent", sent);
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Links_AreShownByTheirTitles_AndNeverLeadToAScript()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, userId: null);
        await AnswerAsync(visit, "/api", Kitchen, "application/prs.hal-forms+json");
        await visit.GoAsync("", "Home");

        (await visit.Main.GetByRole(AriaRole.Link, new() { Name = "All my pans", Exact = true }).GetAttributeAsync("href"))
            .Should().Be("#/api/pans");
        (await visit.Main.GetByRole(AriaRole.Link, new() { Name = "About “All my pans”" }).GetAttributeAsync("href"))
            .Should().EndWith("/about/pans");
        (await visit.Page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Leave the kitchen" }).GetAttributeAsync("href"))
            .Should().EndWith("/leave");
        (await visit.Page.Locator("a[href^='javascript']").CountAsync()).Should().Be(0);
        visit.Log.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Values_AreShownInTheWordsOfTheirSchema()
    {
        await using var visit = await ConsoleVisit.OpenAsync(server, userId: null);
        await AnswerAsync(visit, "/api",
            """{"_links": {"self": {"href": "/api"}, "profile": {"href": "/api/menu"}}, "heat": 2, "mood": "b", "crust": 7}""",
            "application/hal+json");
        await AnswerAsync(visit, "/api/menu", """
            {"properties": {
              "heat": {"$ref": "parts#/$defs/heat"},
              "mood": {"anyOf": [{"const": "a", "title": "Anxious"}, {"const": "b", "title": "Brave"}]},
              "crust": {"$ref": "parts#/%zz"}
            }}
            """, "application/schema+json");
        await AnswerAsync(visit, "/api/parts",
            """{"$defs": {"heat": {"oneOf": [{"const": 1, "title": "low"}, {"minimum": 2, "title": "high"}]}}}""",
            "application/schema+json");

        await visit.GoAsync("", "Home");

        (await visit.Main.Locator("dd").AllInnerTextsAsync()).Should().Equal("2: high", "Brave", "7");
        visit.Log.Should().BeEmpty();
    }

    private static async Task AnswerAsync(ConsoleVisit visit, string path, string body, string contentType) =>
        await visit.Context.RouteAsync(
            new Uri(visit.Address, path).ToString(), route => route.FulfillAsync(new() { Body = body, ContentType = contentType }));
}
