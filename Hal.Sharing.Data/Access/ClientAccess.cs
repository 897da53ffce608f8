namespace Hal.Sharing.Data.Access;

/// <summary>Decides what a caller may do with OAuth clients: only superusers manage them.</summary>
public sealed class ClientAccess(Caller caller, CallerFacts facts)
{
    public bool CanRead => facts.IsSuperuser;

    public bool CanManage => facts.IsSuperuser && caller.MayWrite;
}
