using System.Runtime.Versioning;

namespace Hal.Sharing.Tests.Faults;

/// <summary>Programs of PostgreSQL of which initdb writes into its folder until it is stopped, also after its parent was killed.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class EndlessInitdb
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public EndlessInitdb(string folder)
    {
        Programs = Directory.CreateDirectory(folder).FullName;
        // PostgreSQL's account writes there, too.
        File.SetUnixFileMode(Programs, (UnixFileMode)0b111_111_111);
        Write("postgres", "echo 'postgres (PostgreSQL) 15.0'");
        Write("pg_ctl", "exit 1");
        // Its folder is the second argument.
        Write("initdb", $"""
            i=0
            while [ ! -e {Programs}/stop ] && [ $i -lt 100000 ]; do
                i=$((i + 1))
                mkdir -p "$2/base/$i"
                [ $i = 20 ] && touch {Programs}/began
            done
            touch {Programs}/ended
            """);
    }

    public string Programs { get; }

    public Task BeganAsync() => ExistsAsync("began");

    public async Task EndAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Programs, "stop"), "");
        await ExistsAsync("ended");
    }

    private async Task ExistsAsync(string file)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!File.Exists(Path.Combine(Programs, file)))
            await Task.Delay(10, limit.Token);
    }

    private void Write(string name, string script)
    {
        var program = Path.Combine(Programs, name);
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
    }
}
