namespace Hal.Sharing.Tests.Conformance;

/// <summary>The entity tags that responses had, by the address of what they show.</summary>
internal sealed class SeenTags
{
    private readonly Dictionary<string, List<string>> _tags = [];

    public void Add(string address, string tag)
    {
        if (!_tags.TryGetValue(address, out var tags))
            _tags[address] = tags = [];
        tags.Remove(tag);
        tags.Add(tag);
    }

    /// <summary>Returns the last tag, or one of those before it; null if there is none.</summary>
    public string? Last(string address, int before) =>
        _tags.TryGetValue(address, out var tags) ? tags[^(1 + (before % tags.Count))] : null;
}
