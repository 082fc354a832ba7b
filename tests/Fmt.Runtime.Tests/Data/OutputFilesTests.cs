using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using Fmt.Files;
using Xunit;

namespace Fmt.Tests.Data;

/// <summary>What a command may write, told before its work; and what is said after it.</summary>
public sealed class OutputFilesTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("folder", "is a folder")]
    [InlineData("folder/", "is a folder")]
    [InlineData("new/", "is a folder")]
    [InlineData("linked-folder", "is a folder")]
    [InlineData("/dev/null", "is a device")]
    [InlineData("pipe", "is a pipe")]
    [InlineData("linked-pipe", "is a pipe")]
    [InlineData("socket", "is a socket")]
    [InlineData("circle", "leads in a circle")]
    [InlineData("none/a", "does not exist")]
    [InlineData("file/a", "is a file, not a folder")]
    [InlineData("/proc/a", "cannot be written in the folder /proc (")]
    [InlineData("", "the name of the file is empty")]
    public void What_cannot_be_a_file_is_refused_with_its_option(string path, string said)
    {
        Populate();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_scratch.Path("socket")));
        var before = Directory.GetFileSystemEntries(_scratch.Folder);
        var e = Assert.ThrowsAny<IOException>(() => Check(("--json", "good"), ("--report", path)));
        Assert.StartsWith("--report: ", e.Message);
        Assert.Contains(said, e.Message);
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_scratch.Folder).Order());
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "./a")]
    [InlineData("a", "folder/../a")]
    [InlineData("folder/a", "linked-folder/a")]
    [InlineData("file", "linked-file")]
    [InlineData("file", "hard-link")]
    [InlineData("a", "leads-to-a")]
    [InlineData("leads-to-a", "folder/leads-up-to-a")]
    public void Two_outputs_in_one_file_are_refused(string one, string other)
    {
        Populate();
        var e = Assert.ThrowsAny<IOException>(() => Check(("--json", one), ("--weights", "b"), ("--report", other)));
        Assert.StartsWith("--json and --report are one file, ", e.Message);
        Check(("--json", one), ("--weights", "b"));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("./linked-file")]
    [InlineData("linked-folder/../file")]
    [InlineData("hard-link")]
    public void An_input_is_not_replaced_without_leave(string path)
    {
        Populate();
        InputFile[] inputs = [new("the case file", Full("case.json")), new("the case's weights", Full("file"))];
        var output = new OutputFile("--weights", Full(path));
        var e = Assert.ThrowsAny<IOException>(() => OutputFiles.Check([output], inputs));
        Assert.Equal($"--weights: {Full(path)} is the case's weights, which would be replaced. Name another file.", e.Message);
        e = Assert.ThrowsAny<IOException>(() => OutputFiles.Check([output with { InPlaceOf = Full("file") }], inputs));
        Assert.EndsWith("Name another file, or allow it with --in-place.", e.Message);
        OutputFiles.Check([output with { InPlaceOf = Full("file"), InPlace = true }], inputs);
        // Leave is for that input and that output.
        Assert.ThrowsAny<IOException>(() => OutputFiles.Check([output with { InPlaceOf = Full("case.json"), InPlace = true }], inputs));
        Assert.ThrowsAny<IOException>(() => OutputFiles.Check([output with { InPlaceOf = Full("file"), InPlace = true }, new("--report", Full("file"))], inputs));
    }

    [Fact]
    public void What_is_not_asked_for_and_what_is_there_already_are_no_hindrance_and_nothing_is_left()
    {
        Populate();
        var before = Directory.GetFileSystemEntries(_scratch.Folder);
        OutputFiles.Check([new("--json", null), new("--report", null), new("--weights", Full("file")), new("--html", Full("FILE"))], [new("the case's images", Full("folder"))]);
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_scratch.Folder).Order());
        Assert.Equal("old", File.ReadAllText(Full("file")));
    }

    [MountFact]
    public void A_read_only_folder_is_told_before_the_work()
    {
        using var disk = new SmallDisk("ro");
        var e = Assert.ThrowsAny<IOException>(() => OutputFiles.Check([new("--report", disk.File("a"))], []));
        Assert.StartsWith($"--report: {disk.File("a")} cannot be written in the folder {disk.Path} (", e.Message);
    }

    [MountFact]
    public void Too_little_room_is_told_before_the_work()
    {
        using var disk = new SmallDisk("size=64k");
        OutputFiles.Check([new("--weights", disk.File("a"), 60_000)], []);
        var e = Assert.ThrowsAny<IOException>(() => OutputFiles.Check([new("--weights", disk.File("a"), 70_000)], []));
        Assert.Equal($"--weights: {disk.File("a")} takes 70000 bytes and its disk has 65536 left. Make room, or name a place on another disk.", e.Message);
    }

    [MountFact]
    public void Files_that_fit_one_by_one_and_not_together_are_told_before_the_work()
    {
        using var disk = new SmallDisk("size=64k");
        OutputFiles.Check([new("--weights", disk.File("a"), 60_000), new("--state", Full("b"), 60_000)], []);
        var e = Assert.ThrowsAny<IOException>(() => OutputFiles.Check([new("--weights", disk.File("a"), 40_000), new("--state", disk.File("b"), 40_000)], []));
        Assert.Equal($"--state: {disk.File("b")} takes 40000 bytes, the files before it 40000, and its disk has 65536 left. Make room, or name a place on another disk.", e.Message);
    }

    [MountFact]
    public void On_a_full_disk_the_other_files_are_written_and_the_old_one_stays()
    {
        using var disk = new SmallDisk("size=64k");
        var (weights, json, report) = (new OutputFile("--weights", disk.File("a")), new OutputFile("--json", Full("b")), new OutputFile("--report", Full("none/c")));
        File.WriteAllText(weights.Path!, "old");
        disk.Fill();
        var before = Directory.GetFiles(disk.Path);
        var e = Assert.ThrowsAny<IOException>(() => OutputFiles.Write((weights, Write(8192)), (json, Write(1)), (new OutputFile("--html", null), Write(1)), (report, Write(1))));
        Assert.StartsWith($"not everything was written. Written: --json {json.Path}. Not written: --weights {weights.Path} (", e.Message);
        Assert.Contains($"; --report {report.Path} (", e.Message);
        Assert.Equal("old", File.ReadAllText(weights.Path!));
        Assert.Equal(before.Order(), Directory.GetFiles(disk.Path).Order());
        Assert.Single(File.ReadAllBytes(json.Path!));
    }

    private static Action<string> Write(int bytes) => path => AtomicFile.Write(path, stream => stream.Write(new byte[bytes]));

    [Fact]
    public void Files_are_written_in_order_and_silently()
    {
        var order = "";
        OutputFiles.Write((new OutputFile("--weights", Full("a")), path => order += Path.GetFileName(path)), (new OutputFile("--json", Full("b")), path => order += Path.GetFileName(path)));
        Assert.Equal("ab", order);
    }

    private string Full(string name) => name.Length == 0 || Path.IsPathRooted(name) ? name : _scratch.Folder + "/" + name;

    private void Check(params (string Name, string Path)[] outputs) => OutputFiles.Check(outputs.Select(o => new OutputFile(o.Name, Full(o.Path))), []);

    private void Populate()
    {
        _scratch.WriteText("file", "old");
        _scratch.WriteText("case.json", "{}");
        Directory.CreateDirectory(_scratch.Path("folder"));
        Directory.CreateSymbolicLink(_scratch.Path("linked-folder"), "folder");
        File.CreateSymbolicLink(_scratch.Path("linked-file"), _scratch.Path("file"));
        File.CreateSymbolicLink(_scratch.Path("leads-to-a"), "a");
        File.CreateSymbolicLink(_scratch.Path("folder/leads-up-to-a"), "../leads-to-a");
        File.CreateSymbolicLink(_scratch.Path("circle"), "circle");
        Process.Start("ln", [_scratch.Path("file"), _scratch.Path("hard-link")]).WaitForExit();
        Process.Start("mkfifo", [_scratch.Path("pipe")]).WaitForExit();
        File.CreateSymbolicLink(_scratch.Path("linked-pipe"), "pipe");
    }

    public void Dispose() => _scratch.Dispose();
}
