namespace Hal.Sharing.Data.Embedded;

/// <summary>Reads the state of a process from Linux (proc(5)).</summary>
internal static class ProcessState
{
    /// <summary>
    /// A zombie: it has ended, and its parent has not read its exit code. In a container, the parent can be one that never does.
    /// </summary>
    public const char Dead = 'Z';

    /// <summary>Returns the letter of the state; null if there is no such process.</summary>
    public static char? Read(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            // The name before the state can contain spaces and parentheses.
            return stat[stat.LastIndexOf(')') + 2] is var state and not 'X' ? state : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
