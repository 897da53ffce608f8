using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.SignIn;

/// <summary>The identity token and the access token of one sign-in name the same user, as far as the provider names users alike.</summary>
public sealed class SubjectTests
{
    public static TheoryData<string, Action<TestSignIns>, string> Different => new()
    {
        { "another sub", signIns => signIns.IdClaims = claims => claims["sub"] = "admin", "sub" },
        { "another sub, though pairwise ones are possible", signIns => (signIns.SubjectTypes, signIns.IdClaims) = (["public", "pairwise"], claims => claims["sub"] = "admin"), "sub" },
        { "another user ID", signIns => (signIns.IdClaims, signIns.AccessClaims) = (claims => claims["oid"] = "admin", claims => claims["oid"] = "jdoe"), "oid" },
        { "another user ID and pairwise subjects", signIns => (signIns.SubjectTypes, signIns.IdClaims, signIns.AccessClaims) = (["pairwise"], claims => claims["oid"] = "admin", claims => claims["oid"] = "jdoe"), "oid" },
    };

    [Theory]
    [MemberData(nameof(Different))]
    public async Task TokensOfTwoUsers_SignNoOneIn(string what, Action<TestSignIns> prepare, string claim)
    {
        await using var stage = await SignInFixture.StartAsync(prepare, ("Auth:UserIdClaim", claim));
        using var browser = stage.Browse();

        var page = await browser.OpenAsync("/sign-in");

        page.ShouldRefuse(browser, "name different users", System.Net.HttpStatusCode.BadRequest, what);
    }

    public static TheoryData<string, Action<TestSignIns>, string> Alike => new()
    {
        { "pairwise subjects", signIns => (signIns.SubjectTypes, signIns.IdClaims) = (["pairwise"], claims => claims["sub"] = "of-the-client"), "sub" },
        { "pairwise subjects and the same user ID", signIns => (signIns.SubjectTypes, signIns.IdClaims, signIns.AccessClaims) = (["pairwise"], Oid("of-the-client"), Oid("of-the-api")), "oid" },
        { "a user ID in the access token alone", signIns => signIns.AccessClaims = claims => claims["oid"] = "jdoe", "oid" },
    };

    [Theory]
    [MemberData(nameof(Alike))]
    public async Task TokensOfOneUser_SignThemIn(string what, Action<TestSignIns> prepare, string claim)
    {
        await using var stage = await SignInFixture.StartAsync(prepare, ("Auth:UserIdClaim", claim));
        using var browser = stage.Browse();

        await browser.OpenAsync("/sign-in?return_to=/api");

        browser.Cookie("token").Should().NotBeNull(what);
    }

    private static Action<JsonObject> Oid(string subject) => claims => (claims["sub"], claims["oid"]) = (subject, "jdoe");
}
