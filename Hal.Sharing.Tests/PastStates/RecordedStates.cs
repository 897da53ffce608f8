using Hal.Sharing.Tests.History;

namespace Hal.Sharing.Tests.PastStates;

/// <summary>The plain model: a copy of all rows after each change, with its time. Of several at one time, the last counts.</summary>
internal sealed class RecordedStates(DateTime began, TableState start)
{
    private readonly SortedDictionary<DateTime, TableState> _states = new() { [began] = start };

    public IReadOnlyList<DateTime> Times => [.. _states.Keys];

    public void Add(DateTime time, TableState state) => _states[time] = state;

    /// <summary>Returns the levels of an integration's shares at a time, by principal.</summary>
    public IReadOnlyDictionary<string, int> Shares(string integration, DateTime at) => (
        from share in At(at).Of("share")
        let ids = share.Ids.Split('/')
        where ids[0] == integration
        select (ids[1], Level: int.Parse(share.State, null))).ToDictionary();

    /// <summary>Returns the owner at a time; null if there was no such integration.</summary>
    public string? Owner(string integration, DateTime at) =>
        At(at).Of("integration").Where(row => row.Ids == integration).Select(row => row.State.Split('|')[0]).SingleOrDefault();

    public TableState At(DateTime time) => _states.Last(state => state.Key <= time).Value;
}
