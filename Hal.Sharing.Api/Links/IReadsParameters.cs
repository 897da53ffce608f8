namespace Hal.Sharing.Api.Links;

/// <summary>
/// An attribute of actions that read query parameters by themselves. A parameter that MVC binds costs every request about 400 bytes, also
/// those without it.
/// </summary>
internal interface IReadsParameters
{
    IReadOnlyList<string> Parameters { get; }
}
