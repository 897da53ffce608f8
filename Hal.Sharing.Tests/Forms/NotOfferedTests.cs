using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Forms;

/// <summary>Actions without a form for the caller, sent by hand.</summary>
[Collection(nameof(FormsFixture))]
public sealed class NotOfferedTests(FormsFixture scene)
{
    public static TheoryData<string> Callers => [.. FormsFixture.Callers];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task WhatNoFormOffers_IsRefused(string caller)
    {
        await scene.RewindAsync();
        using var http = scene.As(caller);
        var differences = new List<string>();
        var tried = 0;
        foreach (var document in await scene.ThingsAsync(caller))
        {
            var offered = HalForm.AllOf(document).Select(form => form.Key).ToHashSet();
            foreach (var action in ActionTable.Of(document).Where(action => !offered.Contains(action.Key)))
            {
                using var answer = await http.SendAsync(null, action.Method, action.Target, action.Body);
                tried++;
                if (answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Conflict))
                    differences.Add($"{action.Method} {action.Target} {action.Body}: {(int)answer.StatusCode}");
            }
        }

        differences.Should().BeEmpty();
        tried.Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task LevelThatNoFormOffers_IsRefused(string caller)
    {
        using var http = scene.As(caller);
        var client = new HalFormsClient(http);
        var differences = new List<string>();
        foreach (var document in await scene.ThingsAsync(caller))
            foreach (var form in HalForm.AllOf(document))
                foreach (var property in form.Properties.Where(property => property.Name == "accessLevel"))
                    foreach (var level in new[] { "1", "2", "3", "7" }.Except(property.Inline!.Select(option => option.Value)))
                    {
                        // A level above 3 counts as 3, so a caller with the option 3 may send it.
                        var counted = level == "7" ? "3" : level;
                        await scene.RewindAsync();
                        using var answer = await client.SubmitAsync(form, new FixedValue(property.Name, level, new NewUser(document)));
                        var isOffered = property.Inline!.Any(option => option.Value == counted);
                        // Of many shares, each has its own refusal.
                        var isRefused = form.Key == "share-many"
                            ? !(await answer.Content.ReadAsStringAsync()).Contains("\"result\":\"created\"", StringComparison.Ordinal)
                            : answer.StatusCode == HttpStatusCode.Forbidden;
                        if (!isRefused && !(isOffered && answer.IsSuccessStatusCode))
                            differences.Add($"{document.Href("self")} {form.Key} {level}: {(int)answer.StatusCode}");
                    }

        differences.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Allow_NamesTheMethodsOfTheForms(string caller)
    {
        await scene.RewindAsync();
        using var http = scene.As(caller);
        var differences = new List<string>();
        foreach (var document in await scene.DocumentsAsync(caller))
        {
            var self = document.Href("self")!;
            var forms = HalForm.AllOf(document).Where(form => form.Target == self.Split('?')[0]).Select(form => form.Method);
            using var answer = await http.SendAsync("OPTIONS", self);
            if (!answer.Content.Headers.Allow.Order().SequenceEqual(new[] { "GET", "HEAD", "OPTIONS" }.Concat(forms).Distinct().Order()))
                differences.Add($"{self}: {(int)answer.StatusCode} {string.Join(", ", answer.Content.Headers.Allow)}");
        }

        differences.Should().BeEmpty();
    }
}
