namespace Hal.Sharing.Data.Connections;

/// <summary>
/// Decides which of several hosts is the primary, from the last answer of each. A host that does not answer remains the primary until
/// another one says that it is: it can just be slow. Of two that say so, the one that was promoted last is the primary, and no host with an
/// older timeline becomes the primary again: it would not have the changes that were acknowledged since then.
/// </summary>
internal sealed class PrimaryChoice(int hosts)
{
    private readonly HostAnswer[] _answers = [.. Enumerable.Repeat(HostAnswer.None("has not answered yet"), hosts)];
    private string _system = "";
    private long _timeline;

    /// <summary>Returns why a host is not the primary.</summary>
    public string Reason(int host) => _answers[host].Reason;

    /// <summary>Returns the primary after an answer; null if it is unknown.</summary>
    public int? Choose(int? primary, int host, HostAnswer answer)
    {
        if (answer.IsPrimary && answer.System == _system && answer.Timeline < _timeline)
            answer = HostAnswer.None("is a primary that was replaced");
        _answers[host] = answer;
        if (answer.IsPrimary)
        {
            (_system, _timeline) = (answer.System, answer.Timeline);
            return primary is not { } other || other == host || Replaces(answer, _answers[other]) ? host : primary;
        }
        if (primary != host)
            return primary;
        var next = Array.FindIndex(_answers, another => another.IsPrimary);
        return next >= 0 ? next : answer.IsStandby ? null : primary;
    }

    private static bool Replaces(HostAnswer answer, HostAnswer primary) =>
        !primary.IsPrimary || (answer.System == primary.System && answer.Timeline > primary.Timeline);
}
