using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Hal.Sharing.Tests.Support;

/// <summary>A page as a user sees it.</summary>
public sealed record BrowserPage(Uri Address, HttpStatusCode Status, HttpResponseHeaders Headers, IHtmlDocument Document)
{
    public string Text => Document.Body!.TextContent;

    public string Heading => Document.QuerySelector("h1")!.TextContent;
}

/// <summary>Behaves to the server as a browser does: keeps cookies, follows redirects, and sends forms with their origin.</summary>
public sealed class TestBrowser : IDisposable
{
    private const int MostRedirects = 8;
    private readonly HttpClient _client;
    private readonly HttpClientHandler _handler;

    public TestBrowser(Uri home)
    {
        _handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies };
        _client = new HttpClient(_handler) { BaseAddress = home };
        Home = home;
    }

    public Uri Home { get; }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Returns the value of a cookie, or null if there is none.</summary>
    public string? Cookie(string name) => Cookies.GetCookies(Home)[name]?.Value;

    /// <summary>Returns all cookies in the format of a request.</summary>
    public string Jar() => Cookies.GetCookieHeader(Home);

    /// <summary>Removes a cookie, as when it expires.</summary>
    public void Forget(string name) => Cookies.GetCookies(Home)[name]!.Expired = true;

    /// <summary>Sends one request and follows no redirect.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        string method, string address, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(request);
    }

    /// <summary>Goes to an address, and on to where that leads.</summary>
    public async Task<BrowserPage> OpenAsync(string address) =>
        await FollowAsync(new Uri(Home, address), await SendAsync("GET", address, null, ("Sec-Fetch-Site", "none")));

    /// <summary>Presses a button of a page, with the fields of its form as they are or as they are changed.</summary>
    public async Task<BrowserPage> PressAsync(BrowserPage page, string button, Action<List<KeyValuePair<string, string>>>? change = null) =>
        await FollowAsync(page.Address, await SubmitAsync(page, button, change));

    /// <summary>The same, no redirect followed.</summary>
    /// <param name="button">A part of its text.</param>
    public Task<HttpResponseMessage> SubmitAsync(
        BrowserPage page, string button, Action<List<KeyValuePair<string, string>>>? change = null, string site = "same-origin",
        params (string Name, string Value)[] headers)
    {
        var pressed = page.Document.QuerySelectorAll("button")
            .OfType<IHtmlButtonElement>().First(element => element.TextContent.Contains(button, StringComparison.Ordinal));
        var form = pressed.Form!;
        form.Method.Should().Be("post");
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>()
            .Where(input => input.Type != "checkbox" || input.IsChecked)
            .Select(input => KeyValuePair.Create(input.Name!, input.Value)).ToList();
        if (pressed.Name is { Length: > 0 } name)
            fields.Add(new(name, pressed.Value));
        change?.Invoke(fields);
        return SendAsync("POST", new Uri(page.Address, form.GetAttribute("action")).AbsoluteUri, new FormUrlEncodedContent(fields),
            [("Sec-Fetch-Site", site), .. headers]);
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private async Task<BrowserPage> FollowAsync(Uri address, HttpResponseMessage answer)
    {
        for (var i = 0; i < MostRedirects; i++)
        {
            using (answer)
            {
                address = answer.RequestMessage!.RequestUri!;
                if (answer.Headers.Location is not { } location)
                    return new(address, answer.StatusCode, answer.Headers,
                        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync()));
                address = new Uri(address, location);
            }
            answer = await SendAsync("GET", address.AbsoluteUri, null, ("Sec-Fetch-Site", "cross-site"));
        }
        throw new InvalidOperationException($"There are more than {MostRedirects} redirects up to {address}.");
    }
}
