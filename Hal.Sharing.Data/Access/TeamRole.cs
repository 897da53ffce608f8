namespace Hal.Sharing.Data.Access;

/// <summary>The role of a member in a team. Roles ascend, and each has the rights of those before it. The numbers are stored.</summary>
public enum TeamRole : short
{
    Member = 1,
    MemberPlus = 2,
    Designer = 3,
    DataWizard = 4,
    Publisher = 5,
    Admin = 6,
}
