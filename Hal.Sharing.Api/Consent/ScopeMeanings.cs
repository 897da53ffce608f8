namespace Hal.Sharing.Api.Consent;

/// <summary>Describes what each scope lets a team do, for the user whose data it is.</summary>
public static class ScopeMeanings
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        [Scope.DataRead] = "Read your profile, the list of your teams, and the integrations that you own personally",
        [Scope.DataWrite] = "Change the name, type and description of the integrations that you own personally",
        ["admin"] = "Administer the data that you share with the team",
        ["openid"] = "Verify your identity",
        ["profile"] = "See your name",
        ["offline_access"] = "Use your data while you are signed out",
    };

    public static string Of(string scope) => Meanings[scope];
}
