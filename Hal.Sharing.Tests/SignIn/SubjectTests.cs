using System.Net;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>The identity token and the access token must name the same user, unless the provider's subjects are pairwise.</summary>
public sealed class SubjectTests
{
    public static TheoryData<string, Action<TestSignIns>, string> Different => new()
    {
        { "another sub", signIns => signIns.IdClaims = Sub("admin"), "sub" },
        {
            "another sub, though pairwise ones are possible",
            signIns => (signIns.SubjectTypes, signIns.IdClaims) = (["public", "pairwise"], Sub("admin")),
            "sub"
        },
        {
            "another user ID",
            signIns => (signIns.IdClaims, signIns.AccessClaims) = (claims => claims["oid"] = "admin", claims => claims["oid"] = "jdoe"),
            "oid"
        },
        {
            "another user ID and pairwise subjects",
            signIns => (signIns.SubjectTypes, signIns.IdClaims, signIns.AccessClaims) =
                (["pairwise"], claims => claims["oid"] = "admin", claims => claims["oid"] = "jdoe"),
            "oid"
        },
    };

    [Theory]
    [MemberData(nameof(Different))]
    public async Task TokensOfTwoUsers_SignNoUserIn(string what, Action<TestSignIns> prepare, string claim)
    {
        await using var fixture = await SignInFixture.StartAsync(prepare, ("Auth:UserIdClaim", claim));
        using var browser = fixture.Browse();

        var page = await browser.OpenAsync("/sign-in");

        page.ShouldRefuse(browser, "name different users", HttpStatusCode.BadRequest, what);
    }

    public static TheoryData<string, Action<TestSignIns>, string> Alike => new()
    {
        {
            "pairwise subjects",
            signIns => (signIns.SubjectTypes, signIns.IdClaims) = (["pairwise"], Sub("of-the-client")),
            "sub"
        },
        {
            "pairwise subjects and the same user ID",
            signIns => (signIns.SubjectTypes, signIns.IdClaims, signIns.AccessClaims) =
                (["pairwise"], Oid("of-the-client"), Oid("of-the-api")),
            "oid"
        },
        { "a user ID in the access token only", signIns => signIns.AccessClaims = claims => claims["oid"] = "jdoe", "oid" },
    };

    [Theory]
    [MemberData(nameof(Alike))]
    public async Task TokensOfOneUser_SignTheUserIn(string what, Action<TestSignIns> prepare, string claim)
    {
        await using var fixture = await SignInFixture.StartAsync(prepare, ("Auth:UserIdClaim", claim));
        using var browser = fixture.Browse();

        await browser.OpenAsync("/sign-in?return_to=/api");

        browser.Cookie("token").Should().NotBeNull(what);
    }

    private static Action<JsonObject> Sub(string subject) => claims => claims["sub"] = subject;

    private static Action<JsonObject> Oid(string subject) => claims => (claims["sub"], claims["oid"]) = (subject, "jdoe");
}
