using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Pages;

/// <summary>Requests to the pages with forms whose bodies are not valid forms.</summary>
public sealed class FormBodyTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] Pages =
        ["/sign-in", "/teams/coaching/authorize?scope=data:read", "/authorizations/coaching", "/authorizations/coaching/revoke"];

    public static TheoryData<string?, string> OtherTypes => new()
    {
        { "multipart/form-data; boundary=x", "junk" },
        { "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\nadmin" },
        { "multipart/form-data", "" },
        { $"{Form}; charset=utf-7", "user=admin" },
        { $"{Form}; charset=utf-16", "user=admin" },
        { $"{Form}; charset=nonsense", "user=admin" },
        { "application/json", "{}" },
        { "text/plain", "user=admin" },
        { "nonsense", "user=admin" },
        { null, "user=admin" },
    };

    [Theory]
    [MemberData(nameof(OtherTypes))]
    public async Task BodyThatIsNotAUrlEncodedFormInUtf8_Gets415(string? contentType, string body)
    {
        foreach (var page in Pages)
        {
            var answer = await PostAsync(page, contentType, Encoding.ASCII.GetBytes(body));

            answer.Status.Should().Be(415, page);
            answer.Text.Should().Contain(Form, "the answer says what to send");
        }
    }

    [Fact]
    public async Task FormThatCannotBeRead_Gets400()
    {
        var fields = string.Join('&', Enumerable.Range(0, 5000).Select(i => $"f{i}=1"));

        foreach (var page in Pages)
            foreach (var form in new[] { fields, "a=%00" })
                (await PostAsync(page, Form, Encoding.ASCII.GetBytes(form))).Status.Should().Be(400, page);
    }

    [Theory]
    [InlineData($"{Form}; charset=UTF-8")]
    [InlineData(Form)]
    public async Task FormOfAnotherSite_IsReadAndRefused(string contentType)
    {
        foreach (var page in Pages)
            (await PostAsync(page, contentType, "%ff%zz&&=&a=%"u8.ToArray())).Status.Should().Be(403, page);
    }

    /// <summary>Sends a request as a page of this server does, by a signed-in user if one is required.</summary>
    private Task<RawAnswer> PostAsync(string page, string? contentType, byte[] body) => server.SendAsync(new RawRequest("POST", page)
    {
        As = page == "/sign-in" ? null : "jdoe",
        Headers = ["Sec-Fetch-Site: same-origin"],
        ContentType = contentType,
        Body = body,
    });
}
