using System.Text.Json;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.Users;

/// <summary>Turns users into resources, with what the caller may see and links for what the caller may do.</summary>
public static class UserAssembler
{
    public static Resource ToResource(UserView view)
    {
        var access = view.Access;
        var self = Hrefs.User(view.User.Id);
        return Resource.Create(self, view, WriteState, UserForms.Of)
            // Callers who cannot see the private properties must not notice that one changes.
            .Profile(Hrefs.Schema("user")).Revision(access.CanSeePrivate ? view.User.Revision : null)
            .LinkWhen(access.IsSelf, Relations.MyTeams, Hrefs.MyTeams)
            .LinkWhen(access.CanReadHistory, Relations.History, Hrefs.MyHistory)
            .LinkWhen(access.CanReadAccess, Relations.UserAccess, Hrefs.UserAccess(view.User.Id))
            .Action(access.CanEdit, Relations.Edit, self)
            .Action(access.CanDelete, Relations.Delete, self);
    }

    public static Resource ToCollection(UserList list, PageQuery query) =>
        query.LinkPages(
                Resource.Create(
                    query.Self, list, static (json, list) => json.WriteCounts(list.Page.Rows.Count, list.Page.Total),
                    static (list, _) => UserForms.Create(list)),
                list.Page)
            .Profile(Hrefs.Schema("users"))
            .Action(list.CanCreate, Relations.CreateUser, Hrefs.Users)
            .Embed(Relations.User, list.Page.Rows, ToResource);

    /// <summary>Returns a user as other documents embed them.</summary>
    public static Resource ToReference(string id, string displayName) =>
        Resource.Create(Hrefs.User(id), (Id: id, DisplayName: displayName), static (json, user) =>
        {
            json.WriteString("username"u8, user.Id);
            json.WriteString("displayName"u8, user.DisplayName);
        });

    private static void WriteState(Utf8JsonWriter json, UserView view)
    {
        var (access, user) = view;
        json.WriteString("id"u8, user.Id);
        json.WriteString("username"u8, user.Id);
        json.WriteString("displayName"u8, user.DisplayName);
        json.WriteIfNotNull("firstName"u8, user.FirstName);
        json.WriteIfNotNull("lastName"u8, user.LastName);
        if (!access.CanSeePrivate)
            return;
        json.WriteIfNotNull("email"u8, user.Email);
        json.WriteBoolean("isSuperuser"u8, user.UserIsSuperuser);
        json.WriteIfNotNull("managedBy"u8, user.UserManagedBy);
    }
}
