namespace Hal.Sharing.Api.Hypermedia;

/// <summary>A request body whose form can name the revision from which it was made.</summary>
public interface IVersioned
{
    /// <summary>The revision; null if the body names none.</summary>
    string? Version { get; }
}
