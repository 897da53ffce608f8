namespace Hal.Sharing.Api.Consent;

/// <summary>What each scope lets a team do, in the words of the one whose data it is.</summary>
public static class ScopeMeanings
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        [Scope.DataRead] = "Read your profile, the list of your teams, and the integrations that you own yourself",
        [Scope.DataWrite] = "Change the name, type and description of the integrations that you own yourself",
        ["admin"] = "Administer the data that you share with the team",
        ["openid"] = "Know that it is you",
        ["profile"] = "See your name",
        ["offline_access"] = "Use your data while you are not there",
    };

    public static string Of(string scope) => Meanings[scope];
}
