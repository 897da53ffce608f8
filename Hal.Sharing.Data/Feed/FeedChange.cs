using Hal.Sharing.Data.History;

namespace Hal.Sharing.Data.Feed;

/// <summary>A change at its position, as its readers see it now.</summary>
public sealed class FeedChange(long position, ChangeView view)
{
    public long Position => position;

    public ChangeView View => view;

    /// <summary>What was made of it for one listener, for the others that get the same.</summary>
    public object? Written { get; set; }
}
