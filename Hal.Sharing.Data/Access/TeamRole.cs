namespace Hal.Sharing.Data.Access;

/// <summary>What a member is in his team; roles ascend, and each has the rights of those before it. The numbers are stored.</summary>
public enum TeamRole : short
{
    Member = 1,
    MemberPlus = 2,
    Designer = 3,
    DataWizard = 4,
    Publisher = 5,
    Admin = 6,
}
