using Hal.Sharing.Api.ContractChecks.Shapes;

namespace Hal.Sharing.Api.ContractChecks.Baselines;

/// <summary>The committed contract: a folder for each user with a file for each kind, <c>alice/order.json</c>.</summary>
internal sealed class BaselineFolder(string path)
{
    private const string Extension = ".json";

    public string Path => path;

    /// <summary>Returns the contract of a user, or null if there is none.</summary>
    /// <exception cref="CheckException">A file cannot be read.</exception>
    public UserContract? Read(string user)
    {
        var files = Files(user);
        if (files.Length == 0)
            return null;
        var kinds = new SortedDictionary<string, KindShape>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var kind = System.IO.Path.GetFileNameWithoutExtension(file);
            try
            {
                kinds.Add(kind, KindFile.Read(kind, File.ReadAllText(file)));
            }
            catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
            {
                throw new CheckException(
                    $"{file} cannot be read as a baseline ({exception.Message}). Restore it, or write it anew with --update.", exception);
            }
        }
        return new UserContract(user, kinds);
    }

    /// <summary>Writes the contract of a user, removes files of kinds that are gone, and returns how many files changed.</summary>
    public int Write(UserContract contract)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(path, contract.User)).FullName;
        var changed = 0;
        foreach (var kind in contract.Kinds.Values)
        {
            var file = System.IO.Path.Combine(folder, kind.Name + Extension);
            var text = KindFile.Write(kind);
            if (File.Exists(file) && File.ReadAllText(file) == text)
                continue;
            File.WriteAllText(file, text);
            changed++;
        }
        foreach (var file in Files(contract.User))
            if (!contract.Kinds.ContainsKey(System.IO.Path.GetFileNameWithoutExtension(file)))
            {
                File.Delete(file);
                changed++;
            }
        return changed;
    }

    private string[] Files(string user)
    {
        var folder = System.IO.Path.Combine(path, user);
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*" + Extension).Order(StringComparer.Ordinal)]
            : [];
    }
}
